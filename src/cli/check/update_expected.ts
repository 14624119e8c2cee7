/**
 * `--update-expected`: the expected failures of `lossproof.json` are made those of a run.
 *
 * @module
 */
import { dirname, relative } from "@std/path";
import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { summarize } from "../../report/mod.ts";
import type { Counterexample, Event, ExpectedFailure, Judged } from "../../runner/mod.ts";
import { expecting, speaksOf } from "../../runner/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import { type Config, type ExpectedFailureEntry, parseConfig } from "../config/schema.ts";
import { memoryText } from "../target/memory.ts";
import type { Target } from "../target/target.ts";
import type { Io } from "../world/io.ts";

/** A configuration after its update. */
export interface Updated {
  /** The run, had it expected what it expects now. */
  readonly events: readonly Event[];
  /** What was changed, in one line. */
  readonly told: string;
}

/** What an update needs to know besides the run. */
export interface UpdateWorld {
  /** Every spec by its id, in the implementation's dialect. */
  readonly specs: ReadonlyMap<string, Spec>;
  /** The condition in which a check fails, and outside of which it holds; `undefined` = none. */
  conditionOf(counterexample: Counterexample): Promise<string | undefined>;
}

/**
 * Rewrites the expected failures of a configuration; nothing else of it changes.
 *
 * @param file the configuration; made where there is none
 * @param target what was checked, for a new configuration
 * @param events the run; its counterexamples are in files
 * @param world the specs, and what finds the condition in which a check fails, if there is one
 * @param io reads and writes the configuration
 */
export async function updateExpected(
  file: string,
  target: Target,
  events: readonly Event[],
  { specs, conditionOf }: UpdateWorld,
  io: Io,
): Promise<Updated> {
  const before = await io.isFile(file) ? await io.readText(file) : newConfig(target);
  const { expected_failures: old = [] } = parseConfig(before, file);
  const { judged } = summarize(events);
  const news = newFailures(judged);
  const conditions = new Map<Judged, string>();
  for (const outcome of news) {
    const { counterexample } = outcome;
    const when = counterexample && await conditionOf(counterexample);
    if (when !== undefined) conditions.set(outcome, when);
  }
  const pathOf = (path: string) => relative(dirname(file), path);
  const entries = revised(old, judged, conditions, pathOf);
  const text = rewritten(before, old, entries);
  parseConfig(text, file);
  if (text !== before) await io.writeText(file, text);
  const kept = entries.filter((entry) => old.includes(entry)).length;
  const told = `${file}: ${entries.length - kept} expected failures written, ` +
    `${old.length - kept} removed, ${kept} left as they were`;
  return { events: expecting(events, entries.map(asExpected), specs), told };
}

function asExpected({ check, dtype, when, reason, link }: ExpectedFailureEntry): ExpectedFailure {
  return {
    check,
    ...(dtype !== undefined && { dtype }),
    ...(when !== undefined && { when }),
    ...(reason !== undefined && { reason }),
    ...(link !== undefined && { link }),
  };
}

function newConfig(target: Target): string {
  return JSON.stringify({ implementation: implementationOf(target) }, null, 2) + "\n";
}

function implementationOf(target: Target): Config["implementation"] {
  if ("name" in target) return target.name;
  if ("onnx" in target) {
    const { onnx, loss, map, reduction } = target;
    return {
      onnx,
      loss,
      ...(map !== undefined && { map: recordOf(map) }),
      ...(reduction !== undefined && { reduction }),
    };
  }
  const { command, timeout, memory, env, cwd, declares } = target;
  return {
    command: [...command],
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory: memoryText(memory) }),
    ...(env !== undefined && { env: recordOf(env) }),
    ...(cwd !== undefined && { cwd }),
    ...declares,
  };
}

function recordOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
}

/** What fails and is not expected to; what may differ is no failure. */
function newFailures(judged: readonly Judged[]): Judged[] {
  return judged.filter(({ status, level, expected }) =>
    status === "fail" && level !== "may" && expected === undefined
  );
}

/**
 * The list after a run.
 *
 * An entry stays while everything that it speaks of fails, or was not tried. Where some of that holds
 * again, an entry for each check that still fails takes its place. What fails besides, and may not, gets
 * an entry of its own: under a condition where one is known.
 *
 * @param old the list before; entries that stay are the same objects
 * @param judged the run's outcomes
 * @param conditions where those fail that are not expected to
 * @param pathOf makes of a file's path one from the configuration
 */
export function revised(
  old: readonly ExpectedFailureEntry[],
  judged: readonly Judged[],
  conditions: ReadonlyMap<Judged, string>,
  pathOf: (path: string) => string,
): ExpectedFailureEntry[] {
  const firstFor = ({ check, dtype, expected }: Judged) =>
    expected &&
    old.find((entry) =>
      entry.when === expected.when && speaksOf(asExpected(entry), { id: check, dtype })
    );
  const entries = old.flatMap((entry) => {
    const own = judged.filter((outcome) => firstFor(outcome) === entry);
    const isStale = judged.some((outcome) =>
      speaksOf(asExpected(entry), { id: outcome.check, dtype: outcome.dtype }) &&
      outcome.stale?.some(({ when }) => when === entry.when)
    );
    if (!isStale && !own.some(({ status }) => status === "pass")) return [entry];
    const { when, reason, link } = entry;
    return own.filter(({ status }) => status === "fail").map((outcome) => ({
      ...entryOf(outcome, when, pathOf),
      ...(reason !== undefined && { reason }),
      ...(link !== undefined && { link }),
    }));
  });
  const news = newFailures(judged).map((outcome) => {
    const when = conditions.get(outcome);
    const entry = entryOf(outcome, when, pathOf);
    const { reason = "It fails" } = entry;
    return when === undefined ? { ...entry, reason: `${reason}. ${noCondition}` } : entry;
  });
  return [...entries, ...news];
}

const noCondition = "No simple condition tells the cases that fail from those that hold";

function entryOf(
  { check, dtype, why, counterexample }: Judged,
  when: string | undefined,
  pathOf: (path: string) => string,
): ExpectedFailureEntry {
  const file = counterexample?.file;
  return {
    check,
    dtype,
    ...(when !== undefined && { when }),
    ...(why !== undefined && { reason: why }),
    ...(file !== undefined && { counterexample: pathOf(file) }),
  };
}

/** The text with another list: entries that stay are kept to the letter, and so is all the rest. */
function rewritten(
  text: string,
  old: readonly ExpectedFailureEntry[],
  entries: readonly ExpectedFailureEntry[],
): string {
  if (entries.length === old.length && entries.every((entry) => old.includes(entry))) return text;
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const root = parseTree(text)!;
  const list = findNodeAtLocation(root, ["expected_failures"]);
  const written = entries.map((entry) => {
    const node = list?.children?.[old.indexOf(entry)];
    return node === undefined
      ? JSON.stringify(entry, null, indent).replaceAll("\n", eol + indent.repeat(2))
      : text.slice(node.offset, node.offset + node.length);
  });
  const between = `,${eol}${indent.repeat(2)}`;
  const value = written.length === 0
    ? "[]"
    : `[${eol}${indent.repeat(2)}${written.join(between)}${eol}${indent}]`;
  if (list !== undefined) {
    return text.slice(0, list.offset) + value + text.slice(list.offset + list.length);
  }
  const last = root.children?.at(-1);
  const end = last === undefined ? root.offset + 1 : last.offset + last.length;
  const property = `${last === undefined ? "" : ","}${eol}${indent}"expected_failures": ${value}`;
  return text.slice(0, end) + property + (last === undefined ? eol : "") + text.slice(end);
}
