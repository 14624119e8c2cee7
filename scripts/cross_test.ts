import type { LossOutput } from "../src/reference/internal.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openOnnxRoad, referenceAdapter } from "../src/adapters/internal.ts";
import { composedGraphs } from "../src/losses/internal.ts";
import type { Adapter } from "../src/adapters/mod.ts";
import { openRoads } from "../src/cli/golden/roads.ts";
import { crossCheck, type CrossReport, type Numbers } from "../src/golden/internal.ts";
import { createOracle } from "../src/oracle/mod.ts";
import { builtinSpecs, type Call, type Result, type Spec } from "../src/spec/mod.ts";
import { tensor } from "../src/tensor/mod.ts";
import { clashLine, crossTable, freshCases, storedCases } from "./cross.ts";

const needs = ["ffi", "write"] as const;
const granted = await Promise.all(needs.map((name) => Deno.permissions.query({ name })));
const ignore = granted.some(({ state }) => state !== "granted");

const loss = "smooth_l1_loss";
const spec = builtinSpecs.get(loss)!;

/** Every road on the golden cases and some random ones of smooth L1, one of them changed. */
async function crossed(
  changes: {
    readonly specs?: ReadonlyMap<string, Spec>;
    readonly reference?: Adapter;
    readonly onnx?: Adapter;
    readonly fixture?: (numbers: Numbers) => Numbers;
  },
): Promise<CrossReport> {
  const specs = changes.specs ?? builtinSpecs;
  const oracle = await createOracle(specs.values());
  const onnx = changes.onnx ?? await openOnnxRoad(builtinSpecs);
  const stored = (await storedCases(loss)).map((one) => {
    const { stored, call } = one;
    if (changes.fixture === undefined || stored === undefined || call.reduction !== "none") {
      return one;
    }
    return { ...one, stored: { ...stored, value: changes.fixture(stored.value) } };
  });
  try {
    const roads = [changes.reference ?? referenceAdapter(builtinSpecs), onnx];
    return await crossCheck(oracle, specs, roads, [...stored, ...freshCases(spec, 5, 1)]);
  } finally {
    await onnx.close();
  }
}

/** The roads that are alone somewhere. */
function lonely({ disagreements }: CrossReport): readonly string[] {
  return [...new Set(disagreements.flatMap(({ alone }) => alone ?? []))];
}

Deno.test({
  name: "crossCheck() finds all roads together on golden and on random cases",
  ignore,
  fn: async () => {
    const roads = await openRoads(builtinSpecs);
    const oracle = await createOracle(builtinSpecs.values());
    for (const spec of builtinSpecs.values()) {
      const stored = await storedCases(spec.id);
      const cases = [...stored, ...freshCases(spec, 10, 3)];
      const report = await crossCheck(oracle, builtinSpecs, roads, cases);
      assertEquals(report.disagreements.map(clashLine), []);
      const kinds = new Set(report.rows.map(({ pair, dtype, kind }) => `${pair} ${dtype} ${kind}`));
      const outputs = Object.values(spec.inputs).some(({ grad }) => grad) ? 2 : 1;
      const what = "six pairs of four roads, two formats, value and gradient";
      assertEquals(kinds.size, 6 * 2 * outputs, `${spec.id}: ${what}`);
      assertStringIncludes(crossTable(report), "reference – onnx");
    }
    for (const road of roads) await road.close();
  },
});

Deno.test({
  name: "crossCheck() names the formula when one of its constants is another",
  ignore,
  fn: async () => {
    const changed = JSON.parse(JSON.stringify(spec).replaceAll("0.5 * ", "0.5625 * ")) as Spec;
    const specs = new Map(builtinSpecs).set(loss, changed);
    assertEquals(
      changed.formula.forms.textbook,
      "where(d < beta, 0.5625 * d^2 / beta, d - 0.5625 * beta)",
    );
    const report = await crossed({ specs });
    const fresh = report.disagreements.filter(({ trial }) => trial.stored === undefined);
    assertEquals([lonely(report), fresh.length > 0], [["oracle"], true]);
  },
});

Deno.test({
  name: "crossCheck() names the kernel when one of its constants is another",
  ignore,
  fn: async () => {
    const report = await crossed({ reference: await changedKernel() });
    assertEquals(lonely(report), ["reference"]);
  },
});

Deno.test({
  name: "crossCheck() names the graph when one of its constants is another",
  ignore,
  fn: async () => {
    const onnx = await openOnnxRoad(builtinSpecs, {
      ...composedGraphs,
      build: (id, options) =>
        withConstant(composedGraphs.build(id, options), options.dtype === "f64" ? 8 : 4),
    });
    const report = await crossed({ onnx });
    assertEquals(lonely(report), ["onnx"]);
  },
});

Deno.test({
  name: "crossCheck() names the fixture when one of its numbers is another",
  ignore,
  fn: async () => {
    const up = (list: readonly (number | null)[]) => list.map((x) => x === null ? x : x * 1.125);
    const report = await crossed({
      fixture: (numbers) => ({
        ...numbers,
        expected: up(numbers.expected),
        forms: numbers.forms.map(({ lo, hi, ...form }) => ({
          ...form,
          lo: up(lo) as number[],
          hi: up(hi) as number[],
        })),
      }),
    });
    assertEquals(lonely(report), ["fixture"]);
  },
});

type Kernel = (
  pred: Float64Array,
  target: Float64Array,
  options: { readonly beta: number },
  out: LossOutput,
) => void;

/** The reference, but for smooth L1 without reduction: there a copy of the kernel with another 1/2. */
async function changedKernel(): Promise<Adapter> {
  const source = new URL("../src/losses/regression/smooth_l1.ts", import.meta.url);
  const text = await Deno.readTextFile(source);
  const changed = text.replace("value[i] = 0.5 *", "value[i] = 0.5625 *")
    .replaceAll(/from "(\.[^"]+)"/g, (_, path) => `from "${new URL(path, source)}"`);
  assert(changed.includes("0.5625"), "the kernel is written otherwise");
  const folder = await Deno.makeTempDir();
  const copy = `${folder}/smooth_l1.ts`;
  await Deno.writeTextFile(copy, changed);
  const { smoothL1Loss }: { smoothL1Loss: Kernel } = await import(`file://${copy}`);
  await Deno.remove(folder, { recursive: true });
  const reference = referenceAdapter(builtinSpecs);
  const answer = (call: Call, right: Result): Result => {
    if (call.reduction !== "none" || !("value" in right)) return right;
    const [pred, target] = [call.inputs.pred, call.inputs.target].map(({ data }) =>
      Float64Array.from(data)
    );
    const out = { value: new Float64Array(pred.length), gradient: new Float64Array(pred.length) };
    smoothL1Loss(pred, target, { beta: call.params.beta ?? 1 }, out);
    return { ...right, value: tensor(call.dtype, right.value.shape, out.value) };
  };
  return {
    ...reference,
    run: async (calls) => (await reference.run(calls)).map((right, i) => answer(calls[i], right)),
  };
}

/** A model whose constant 1/2 is 9/16; a float is `bytes` long. */
function withConstant(model: Uint8Array<ArrayBuffer>, bytes: 4 | 8): Uint8Array<ArrayBuffer> {
  const encode = (x: number) =>
    new Uint8Array((bytes === 8 ? Float64Array.of(x) : Float32Array.of(x)).buffer);
  const [half, other] = [encode(0.5), encode(0.5625)];
  const changed = model.slice();
  let places = 0;
  for (let at = 0; at + bytes <= model.length; at++) {
    if (!half.every((byte, i) => model[at + i] === byte)) continue;
    changed.set(other, at);
    places++;
  }
  assert(places > 0, "the graph has no constant 1/2");
  return changed;
}
