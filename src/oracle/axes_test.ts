import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseSpec, resolveSpecs } from "../spec_files/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { FormulaError } from "./parse.ts";
import { createOracle } from "./oracle.ts";

type Shape = readonly string[];

/** A loss of one formula; every float input has a gradient. */
function lossOf(
  formula: string,
  shapes: Readonly<Record<string, Shape>>,
  output: Shape,
  more: Readonly<Record<string, unknown>> = {},
): Spec {
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      name === "label" ? { kind: "label", domain: "classes", shape } : { shape, grad: true },
    ]),
  );
  const spec = parseSpec(
    JSON.stringify({
      id: "made",
      title: "Made",
      family: "regression",
      summary: "Made",
      inputs,
      output,
      reduction: { modes: ["none", "sum", "mean"], denominators: { mean: { of: "elements" } } },
      formula: { forms: { textbook: formula } },
      ...more,
    }),
    "made.json",
  );
  return resolveSpecs([{ file: "made.json", spec }]).get("made")!;
}

const f64 = (shape: readonly number[], data: readonly number[]) => tensor("f64", shape, data);
const i32 = (shape: readonly number[], data: readonly number[]) => tensor("i32", shape, data);

interface Asked {
  readonly reduction?: Call["reduction"];
  readonly upstream?: Tensor;
}

/** The middles of the truth of every output, and A of the value. */
async function truthOf(
  spec: Spec,
  inputs: Call["inputs"],
  { reduction = "none", upstream }: Asked = {},
): Promise<Readonly<Record<string, readonly number[]>>> {
  const oracle = await createOracle([spec]);
  const call: Call = {
    loss: spec.id,
    dtype: "f64",
    inputs,
    params: {},
    reduction,
    gradients: true,
    ...upstream !== undefined && { upstream },
  };
  const { value, gradients } = oracle.enclose(call);
  const middles = ({ truth }: typeof value) => {
    assert(truth.lo.every((lo, i) => truth.hi[i] - lo <= 1e-12), "the truth is open");
    assert(value.forms.every((form) => form.lo.length === form.hi.length));
    return Array.from(truth.lo, (lo, i) => Number(((lo + truth.hi[i]) / 2).toPrecision(12)));
  };
  return {
    value: middles(value),
    A: Array.from(value.truth.lo, (_, i) => value.forms[0].reach(i)),
    ...Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, middles(g)])),
  };
}

Deno.test("terms may have classes: each has its own gradient from above", async () => {
  const spec = lossOf("softplus(pred)", { pred: ["N", "C"] }, ["N", "C"]);
  const { value, pred, A } = await truthOf(spec, { pred: f64([1, 2], [0, 0]) }, {
    upstream: f64([1, 2], [1, -2]),
  });
  assertEquals(value, [Math.LN2, Math.LN2].map((x) => Number(x.toPrecision(12))));
  assertEquals(pred, [0.5, -1]);
  assert(A.every((a) => a > 0 && a < 1e-14));
});

Deno.test("terms with classes may depend on one another, as log_softmax does", async () => {
  const spec = lossOf("-log_softmax(pred)", { pred: ["N", "C"] }, ["N", "C"]);
  const asked = { upstream: f64([1, 2], [1, 0]) };
  const { pred } = await truthOf(spec, { pred: f64([1, 2], [0, 0]) }, asked);
  assertEquals(pred, [-0.5, 0.5]);
});

Deno.test("classes may come before further axes, in terms as in inputs", async () => {
  const spec = lossOf("pred^2", { pred: ["N", "C", "..."] }, ["N", "C", "..."]);
  const pred = f64([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
  const truth = await truthOf(spec, { pred });
  assertEquals(truth.value, [1, 4, 9, 16, 25, 36, 49, 64]);
  assertEquals(truth.pred, [2, 4, 6, 8, 10, 12, 14, 16]);
});

Deno.test("a formula may sum along any axis, and be narrower than its output", async () => {
  const wide = lossOf("sum(pred, P)", { pred: ["N", "C", "P"] }, ["N", "C"]);
  const pred = f64([1, 2, 3], [1, 2, 3, 4, 5, 6]);
  const asked = { upstream: f64([1, 2], [10, 100]) };
  assertEquals((await truthOf(wide, { pred }, asked)).value, [6, 15]);
  assertEquals((await truthOf(wide, { pred }, asked)).pred, [10, 10, 10, 100, 100, 100]);
  const narrow = lossOf("sum(sum(pred, P), C)", { pred: ["N", "C", "P"] }, ["N", "C"]);
  assertEquals((await truthOf(narrow, { pred }, asked)).value, [21, 21]);
  assertEquals((await truthOf(narrow, { pred }, asked)).pred, [110, 110, 110, 110, 110, 110]);
});

Deno.test("a component is read by its name, and its gradient stands where it stands", async () => {
  const box = { axes: { box: ["x1", "y1", "x2", "y2"] } };
  const area = lossOf(
    "(pred.x2 - pred.x1) * (pred.y2 - pred.y1)",
    { pred: ["N", "box"] },
    ["N"],
    box,
  );
  const pred = f64([2, 4], [0, 0, 2, 3, 1, 1, 2, 5]);
  const truth = await truthOf(area, { pred });
  assertEquals(truth.value, [6, 4]);
  assertEquals(truth.pred, [-3, -2, 3, 2, -4, -1, 4, 1]);
  const wide = lossOf("abs(pred - 1)", { pred: ["N", "box"] }, ["N", "box"], box);
  assertEquals((await truthOf(wide, { pred: f64([1, 4], [0, 0, 2, 3]) })).value, [1, 1, 1, 2]);
});

Deno.test("an input that lacks the axis of the records has the sum of their gradients", async () => {
  const spec = lossOf("sum(scale * pred)", { pred: ["N", "C"], scale: ["C"] }, ["N"]);
  const inputs = { pred: f64([2, 2], [1, 2, 3, 4]), scale: f64([2], [5, 7]) };
  const truth = await truthOf(spec, inputs);
  assertEquals(truth.value, [19, 43]);
  assertEquals(truth.scale, [4, 6]);
});

Deno.test("a loss may be one number, or couple its records", async () => {
  const scalar = lossOf("sum(sum(pred, D), N)", { pred: ["N", "D"] }, []);
  const pred = f64([2, 2], [1, 2, 3, 4]);
  const asked = { reduction: "mean" } as const;
  assertEquals((await truthOf(scalar, { pred }, asked)).value, [10]);
  const coupled = lossOf("pred / sum(pred, N)", { pred: ["N"] }, ["N"], { coupled: true });
  const truth = await truthOf(coupled, { pred: f64([2], [1, 3]) }, { upstream: f64([2], [1, 0]) });
  assertEquals(truth.value, [0.25, 0.75]);
  assertEquals(truth.pred, [0.1875, -0.0625]);
});

Deno.test("labels pick along the axis that they name, position by position", async () => {
  const spec = lossOf(
    "sum(take(pred, label), P)",
    { pred: ["N", "C", "P"], label: ["N", "P"] },
    ["N"],
  );
  const inputs = { pred: f64([1, 2, 3], [1, 2, 3, 4, 5, 6]), label: i32([1, 3], [0, 1, 1]) };
  const truth = await truthOf(spec, inputs);
  assertEquals(truth.value, [12]);
  assertEquals(truth.pred, [1, 0, 0, 0, 1, 1]);
  const first = lossOf("sum(index() * onehot_argmax(pred))", { pred: ["N", "C"] }, ["N"]);
  assertEquals((await truthOf(first, { pred: f64([2, 3], [1, 4, 4, 3, 2, 1]) })).value, [1, 0]);
});

Deno.test("what reads an axis once for each entry counts it as often", async () => {
  const spec = lossOf("sum(pred * 1 + sum(scale))", { pred: ["N", "C"], scale: ["N"] }, ["N"]);
  const inputs = { pred: f64([1, 3], [1, 2, 3]), scale: f64([1], [2]) };
  const truth = await truthOf(spec, inputs);
  assertEquals(truth.value, [24]);
  assertEquals(truth.scale, [9]);
});

Deno.test("terms must have the output's axes, and entries that there are", async () => {
  const problemOf = async (spec: Spec, pred: Tensor) => {
    const oracle = await createOracle([spec]);
    const call: Call = {
      loss: "made",
      dtype: "f64",
      inputs: { pred },
      params: {},
      reduction: "sum",
      gradients: false,
    };
    return assertThrows(() => oracle.enclose(call), FormulaError).problem;
  };
  const pred = f64([1, 2], [1, 2]);
  assertEquals(
    await problemOf(lossOf("pred", { pred: ["N", "C"] }, ["N"]), pred),
    'The terms must not have entries along the axis "C": take its sum, or another shape',
  );
  assertEquals(
    await problemOf(lossOf("take(pred, 3)", { pred: ["N", "C"] }, ["N"]), pred),
    'There is no entry 3 along "C" in every call: say in "axes" how long it is',
  );
  assertEquals(
    await problemOf(lossOf("take(pred, 2)", { pred: ["N", "C"] }, ["N"], { axes: { C: 2 } }), pred),
    'There is no entry 2 along "C", which has 2',
  );
});
