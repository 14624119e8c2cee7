/**
 * Writes what runs found of an implementation's accuracy as Markdown: files of events in, a table out.
 *
 *     lossproof check --format events --output torch.events -- python adapter.py
 *     deno run --allow-read scripts/peers/accuracy_md.ts torch.events
 *
 * @module
 */
import { readEvents, summarize } from "../../src/report/mod.ts";
import { figure } from "../../src/report/number_text.ts";
import type { Event, Judged } from "../../src/runner/mod.ts";
import { formsOf, lesserForm } from "../../src/runner/worst.ts";
import { builtinSpecs } from "../../src/spec/builtin.ts";
import type { Tensor } from "../../src/tensor/mod.ts";

type Accuracy = NonNullable<Judged["accuracy"]>[number];
type Case = Accuracy["trial"];

/**
 * One run as a section: the accuracy of each loss, format and output, then the checks that failed.
 *
 * @param events a whole run
 * @returns Markdown
 */
export function accuracySection(events: readonly Event[]): string {
  const { header, judged } = summarize(events);
  const { name, version } = header.implementation;
  const failed = judged.filter(({ status }) => status === "fail");
  return [
    `## ${name}${version === undefined ? "" : ` ${version}`}`,
    "",
    "| loss | format | output | form | worst | at |",
    "| --- | --- | --- | --- | --- | --- |",
    ...accuracyRows(judged),
    "",
    "| failed | level | format | expected | got | smallest input |",
    "| --- | --- | --- | --- | --- | --- |",
    ...failed.map(failureRow),
    "",
  ].join("\n");
}

/** A row for each output; no form where a check says that it evaluates none of those listed. */
function accuracyRows(judged: readonly Judged[]): string[] {
  const worst = new Map<string, { loss: string; dtype: string; output: string; at?: Accuracy }>();
  for (const { check, loss, dtype, status, accuracy = [] } of judged) {
    const [, kind, detail] = check.split("/");
    if (status === "fail" && (kind === "agreement" || kind === "gradient")) {
      const output = kind === "agreement" ? "value" : detail;
      worst.set(`${loss} ${dtype} ${output}`, { loss, dtype, output });
    }
    for (const next of accuracy) {
      const { output } = next;
      const key = `${loss} ${dtype} ${output}`;
      const known = worst.get(key);
      if (known === undefined) worst.set(key, { loss, dtype, output, at: next });
      else if (known.at !== undefined) known.at = worse(loss, known.at, next);
    }
  }
  return [...worst.values()].map(({ loss, dtype, output, at }) =>
    row(
      at === undefined
        ? [loss, dtype, output, "none", "–", "–"]
        : [loss, dtype, output, at.form, `${figure(at.multiple)} A`, inputOf(at)],
    )
  );
}

/** The larger multiple, and the form that both answers evaluate. */
function worse(loss: string, a: Accuracy, b: Accuracy): Accuracy {
  const form = lesserForm(a.form, b.form, formsOf(builtinSpecs.get(loss), a.output));
  return { ...(b.multiple > a.multiple ? b : a), form };
}

function inputOf({ trial, call, element, output }: Accuracy): string {
  const scalar = output === "value" && trial.calls[call].reduction !== "none";
  return callText(trial, call) + (scalar ? "" : `, element ${element}`);
}

function failureRow({ check, level, dtype, counterexample }: Judged): string {
  const { fault, trial } = counterexample ?? {};
  const number = (x: number | undefined) => x === undefined ? "–" : String(x);
  const input = trial === undefined ? "–" : callText(trial, fault?.call ?? 0);
  return row([check, level, dtype, number(fault?.expected), number(fault?.got), input]);
}

/** A call on one line; of long tensors the first elements. */
function callText({ calls }: Case, index: number): string {
  const { inputs, params, reduction } = calls[index];
  const tensors = Object.entries(inputs).map(([name, t]) => `${name} ${tensorText(t)}`);
  const given = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return [...tensors, ...given, reduction].join(", ");
}

const shownElements = 3;

function tensorText({ data, shape }: Tensor): string {
  const shown = Array.from(data.subarray(0, shownElements), String).join(" ");
  return data.length <= shownElements ? `[${shown}]` : `[${shown} …] of [${shape.join(", ")}]`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

if (import.meta.main) {
  const sections = Deno.args.map((file) =>
    accuracySection(readEvents(Deno.readTextFileSync(file), file))
  );
  const text = `# Accuracy\n\nThe form that each output honestly evaluates, and its worst error ` +
    `in units of the first-order bound A.\n\n${sections.join("\n")}`;
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
