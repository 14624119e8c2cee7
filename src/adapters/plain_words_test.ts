import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { harmIn, honestText, hostileText } from "../_hostile_text.ts";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Answer } from "./define.ts";
import type { Adapter } from "./implementation.ts";
import { moduleAdapter } from "./module.ts";
import { inPlainWords } from "./plain_words.ts";
import { readResult } from "./read_result.ts";

const values = tensor("f64", [1], [0]);
const call: Call = {
  loss: "l1_loss",
  dtype: "f64",
  inputs: { pred: values, target: values },
  params: {},
  reduction: "none",
  gradients: true,
};
const spec = builtinSpecs.get("l1_loss")!;

/** What a module may do with a text. */
const modules: readonly ((noise: string) => unknown)[] = [
  (noise) => {
    throw Object.assign(new Error(noise), { name: noise, stack: `\n    at file:///${noise}:1:2` });
  },
  (noise) => {
    throw noise;
  },
  (noise) => Promise.reject(Object.assign(new TypeError(noise))),
  (noise) => noise,
  (noise) => ({ rejected: noise }),
  (noise) => ({ rejected: new Error(noise) }),
  (noise) => ({ unsupported: noise }),
  (noise) => ({ value: noise }),
  (noise) => ({ value: { [noise]: 1 } }),
  (noise) => ({ value: [0], gradients: { [noise]: [0] } }),
];

/** What a program may answer with a text in it. */
const answers: readonly ((noise: string) => unknown)[] = [
  (error) => ({ error }),
  (noise) => ({ error: noise, classes: [noise] }),
  (noise) => ({ error: noise, classes: ["ValueError", noise] }),
  (rejected) => ({ rejected }),
  (unsupported) => ({ unsupported }),
  (noise) => noise,
  (noise) => ({ [noise]: noise }),
  (noise) => ({ value: { shape: [1], data: noise } }),
  (noise) => ({ value: { shape: [1], data: "", dtype: noise } }),
  (noise) => ({ value: { shape: [1], data: values.data }, gradients: { [noise]: noise } }),
];

function aboutOf(noise: string): Adapter["about"] {
  const texts = { name: noise, version: noise, language: noise, homepage: noise, refuses: [noise] };
  return { ...texts, dtypes: ["f64"], losses: { l1_loss: { gradients: ["pred"] } } };
}

function ofModule(compute: (noise: string) => unknown, noise: string): Adapter {
  const { language: _, ...about } = aboutOf(noise);
  const loss = { gradients: ["pred"], compute: () => compute(noise) as Answer };
  return moduleAdapter({ ...about, losses: { l1_loss: loss } }, builtinSpecs, { language: noise });
}

function ofProgram(answer: (noise: string) => unknown, noise: string): Adapter {
  const about = aboutOf(noise);
  const raw = JSON.parse(JSON.stringify(answer(noise)));
  const run = (calls: readonly Call[]) =>
    Promise.resolve(calls.map((one) => readResult(raw, one, spec, about)));
  return inPlainWords({ about, run, close: () => Promise.resolve() });
}

const adapters = (noise: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...modules), noise).map((given) => ofModule(...given)),
    fc.tuple(fc.constantFrom(...answers), noise).map((given) => ofProgram(...given)),
  );

/** All texts in data, its keys included. */
function textsIn(data: unknown): string[] {
  if (typeof data === "string") return [data];
  if (typeof data !== "object" || data === null || ArrayBuffer.isView(data)) return [];
  return Object.entries(data).flatMap(([key, value]) => [key, ...textsIn(value)]);
}

Deno.test("inPlainWords() lets nothing through that is not safe to print, whoever says it", async () => {
  await fc.assert(
    fc.asyncProperty(adapters(hostileText), async (adapter) => {
      const results = await adapter.run([call, call]);
      for (const text of textsIn([adapter.about, results])) assertEquals(harmIn(text), undefined);
      assert(results.every((result) => !("value" in result)));
    }),
    { seed: 17, numRuns: 1000 },
  );
});

Deno.test("inPlainWords() lets honest text through as it is, and bounds what has no end", async () => {
  const saying = (noise: string) => ofProgram((error) => ({ error }), noise);
  await fc.assert(
    fc.asyncProperty(honestText, async (text) => {
      assertEquals(await saying(text).run([call]), [{ error: text }] as Result[]);
      assertEquals(saying(text).about, aboutOf(text));
    }),
    { seed: 18, numRuns: 100 },
  );
  for (const make of modules) {
    const adapter = ofModule(make, "\u202e".repeat(1_000_000));
    for (const text of textsIn([adapter.about, await adapter.run([call])])) {
      assert(text.length <= 2000, `${text.length} characters: ${text.slice(0, 100)}`);
    }
  }
});

Deno.test("CannotRun is safe to print, whatever is run and whatever it says", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (name, why) => {
      const error = new CannotRun(name, why);
      assertEquals(harmIn(error.message), undefined);
      assertEquals([error.implementation, error.why], [name, why]);
    }),
    { seed: 19 },
  );
});
