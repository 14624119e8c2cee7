/**
 * Whatever reads what strangers wrote, with something valid to begin with.
 *
 * @module
 */
import { createLineSplitter } from "../../src/adapters/internal.ts";
import { readResult, runAnswerSchema, startAnswerSchema } from "../../src/adapters/internal.ts";
import { parseConfig } from "../../src/cli/config/schema.ts";
import { exitCodes } from "../../src/cli/failure.ts";
import { writeCounterexample } from "../../src/runner/mod.ts";
import { readEvents } from "../../src/report/mod.ts";
import { builtinSpecs, type Call } from "../../src/spec/mod.ts";
import { SpecError } from "../../src/spec_files/mod.ts";
import { bindModel, readModel } from "../../src/onnx/internal.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { runCommand } from "../../src/cli/run_command.ts";

/** A reader. */
export interface Reader {
  readonly name: string;
  /** Valid bytes. */
  readonly valid: readonly Uint8Array[];
  /** Reads bytes. */
  read(bytes: Uint8Array): Promise<Reading> | Reading;
}

/** What becomes of bytes: they are taken, or refused as they should be, or show a bug of ours. */
export type Reading = "taken" | "refused" | { readonly bug: string };

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const root = new URL("../../", import.meta.url);

/** What a command makes of a file. */
async function readByCommand(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Reading> {
  const { code, err } = await runCommand(args, files);
  if (code === exitCodes.bug) return { bug: err };
  return code === exitCodes.conforms || code === exitCodes.doesNotConform ? "taken" : "refused";
}

/** What a function makes of bytes: what it throws must blame them. */
function readByCall(read: () => void, blames: (error: unknown) => boolean): Reading {
  try {
    read();
    return "taken";
  } catch (error) {
    if (blames(error)) return "refused";
    return { bug: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

const isSpecError = (error: unknown): boolean => error instanceof SpecError;

/** Every reader there is. */
export async function allReaders(): Promise<readonly Reader[]> {
  const wrong = new URL("src/cli/fixtures/wrong.ts", root).href;
  const few = ["--runs", "2", "--loss", "l1_loss", "--dtype", "f32"];
  const { out: events } = await runCommand(["check", wrong, ...few, "--format", "events"]);
  const counterexamples = readEvents(events, "events").flatMap((event) =>
    event.type === "judged" && event.counterexample !== undefined
      ? [writeCounterexample(event.counterexample)]
      : []
  );
  const golden = await Deno.readTextFile(new URL("golden/l1_loss.json", root));
  const config = {
    implementation: "reference",
    losses: ["l1_loss"],
    checks: ["l1_loss/**"],
    dtypes: ["f32"],
    runs: 3,
    expected_failures: [{ check: "l1_loss/pure", reason: "none" }],
  };
  return [
    {
      name: "specs",
      valid: [...builtinSpecs.values()].map((spec) => encoder.encode(JSON.stringify(spec))),
      read: (bytes) =>
        readByCommand(["spec", "validate", "x.json"], { "x.json": decoder.decode(bytes) }),
    },
    {
      name: "events",
      valid: [encoder.encode(events)],
      read: (bytes) => readByCommand(["merge", "x.events"], { "x.events": decoder.decode(bytes) }),
    },
    {
      name: "counterexamples",
      valid: counterexamples.map((text) => encoder.encode(text)),
      read: (bytes) =>
        readByCommand(["replay", "x.json", "-i", "reference"], { "x.json": decoder.decode(bytes) }),
    },
    {
      name: "golden files",
      valid: [encoder.encode(shortened(golden))],
      read: (bytes) => readGolden(bytes),
    },
    {
      name: "inputs",
      valid: [
        encoder.encode(
          '{"inputs": {"pred": [0, 1.5], "target": [0.25, "0x1p-3"]}, "params": {"beta": 0.5}, "reduction": "none"}',
        ),
      ],
      read: (bytes) =>
        readByCommand(["evaluate", "smooth_l1_loss", "x.json"], {
          "x.json": decoder.decode(bytes),
        }),
    },
    {
      name: "configurations",
      valid: [encoder.encode(JSON.stringify(config, null, 2))],
      read: (bytes) => readByCall(() => parseConfig(decoder.decode(bytes), "x.json"), isSpecError),
    },
    {
      name: "ONNX models",
      valid: await onnxModels(),
      read: (bytes) =>
        readByCall(
          () => bindModel(readModel(bytes), builtinSpecs.get("l1_loss")!, {}),
          (error) => error instanceof RangeError,
        ),
    },
    {
      name: "lines of the protocol",
      valid: protocolLines.map((line) => encoder.encode(JSON.stringify(line) + "\n")),
      read: (bytes) => readByCall(() => readLines(bytes), (error) => error instanceof RangeError),
    },
  ];
}

/** A golden file with a few of its cases. */
function shortened(text: string): string {
  const { cases, ...rest } = JSON.parse(text);
  return JSON.stringify({ ...rest, cases: cases.slice(0, 6) });
}

async function readGolden(bytes: Uint8Array): Promise<Reading> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice()));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const all = JSON.parse(await Deno.readTextFile(new URL("golden/manifest.json", root)));
  const own = all.files.find(({ file }: { readonly file: string }) => file === "l1_loss.json");
  const manifest = { ...all, files: [{ ...own, bytes: bytes.length, sha256, cases: 6 }] };
  return await readByCommand(
    ["golden", "check", "reference", "--loss", "l1_loss", "--folder", "golden"],
    {
      "golden/manifest.json": JSON.stringify(manifest),
      "golden/l1_loss.json": decoder.decode(bytes),
    },
  );
}

async function onnxModels(): Promise<readonly Uint8Array[]> {
  const folder = new URL("golden/onnx/", root);
  const models: Uint8Array[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith("l1_loss") && name.endsWith(".onnx")) {
      models.push(await Deno.readFile(new URL(name, folder)));
    }
  }
  return models;
}

const asked: Call = {
  loss: "l1_loss",
  dtype: "f32",
  inputs: { pred: tensor("f32", [2], [1, 2]), target: tensor("f32", [2], [0, 4]) },
  params: {},
  reduction: "none",
  gradients: true,
};

const wire = { shape: [2], data: "AACAPwAAAEA=" };

/** What programs answer. */
const protocolLines: readonly unknown[] = [
  {
    name: "mine",
    version: "1",
    language: "c",
    dtypes: ["f32"],
    losses: { l1_loss: { gradients: ["pred"], reductions: ["none"] } },
  },
  { id: 1, results: [{ value: wire, gradients: { pred: wire } }] },
  { id: 2, results: [{ error: "no", classes: ["ValueError", "Exception"] }] },
  { id: 3, results: [{ rejected: "no" }, { unsupported: "no" }] },
];

/** Reads what a program writes, as the session and the process adapter do. */
function readLines(bytes: Uint8Array): void {
  const splitter = createLineSplitter(() => 2 ** 20);
  for (const line of splitter.push(bytes)) {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      continue;
    }
    startAnswerSchema.safeParse(message);
    const { data } = runAnswerSchema.safeParse(message);
    const about = { language: "c", losses: { l1_loss: { gradients: ["pred"] } } };
    for (const result of data?.results ?? []) {
      readResult(result, asked, builtinSpecs.get("l1_loss")!, about);
    }
  }
}
