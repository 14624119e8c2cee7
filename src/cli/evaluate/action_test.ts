import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { callToJson } from "../../spec_files/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { numberFromJson } from "../../tensor/internal.ts";
import { runCommand } from "../run_command.ts";

function evaluate(loss: string, input: unknown, ...options: string[]) {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return runCommand(["evaluate", loss, "in.json", ...options], { "in.json": text });
}

const l1 = { inputs: { pred: [1, -3], target: [0.5, 1] }, reduction: "none" };

Deno.test("evaluate gives the exact value where it is a float", async () => {
  const { code, out, err } = await evaluate("l1_loss", l1, "--dtype", "f32", "--json");
  assertEquals([code, err], [0, ""]);
  const [value, pred, target] = JSON.parse(out).outputs;
  const rounded = (output: { elements: { rounded: number }[] }) =>
    output.elements.map(({ rounded }) => rounded);
  assertEquals(rounded(value), [0.5, 4]);
  assertEquals(rounded(pred), [1, -1]);
  assertEquals(rounded(target), [-1, 1]);
});

Deno.test("evaluate rounds |p - t| correctly for any float64 pair", async () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  await fc.assert(
    fc.asyncProperty(finite, finite, async (p, t) => {
      const { out } = await evaluate("l1_loss", { inputs: { pred: p, target: t } }, "--json");
      // One correctly rounded subtraction is the whole loss.
      assertEquals(numberFromJson(JSON.parse(out).outputs[0].elements[0].rounded), Math.abs(p - t));
    }),
    { seed: 1, numRuns: 20 },
  );
});

Deno.test("evaluate prints value, truth, honest enclosures, A and κ for people", async () => {
  const { code, out } = await evaluate("smooth_l1_loss", { inputs: { pred: 0.5, target: 0 } });
  assertEquals(code, 0);
  assertStringIncludes(out, "smooth_l1_loss, f64, reduction mean");
  assertStringIncludes(out, "rounded  0.125 = 0x1p-3");
  for (const word of ["truth", "honest", "textbook", "A ", "κ", "gradient by pred"]) {
    assertStringIncludes(out, word);
  }
});

Deno.test("evaluate shows the first elements and says how many more there are", async () => {
  const ones = new Array(10).fill(1);
  const input = { inputs: { pred: ones, target: ones }, reduction: "none" };
  const { out } = await evaluate("l1_loss", input);
  assertStringIncludes(out, "value at [7]");
  assertStringIncludes(out, "… 2 more elements of value: see --json");
});

Deno.test("evaluate names an element by its place in its tensor", async () => {
  const inputs = { pred: [[1, 2], [3, 4]], target: [[0, 0], [0, 0]] };
  const { out } = await evaluate("l1_loss", { inputs });
  assertStringIncludes(out, "\nvalue\n  rounded  2.5");
  assertStringIncludes(out, "\ngradient by pred at [1, 0]\n");
  const json = await evaluate("l1_loss", { inputs, reduction: "none" }, "--json");
  const { outputs } = JSON.parse(json.out);
  assertEquals(outputs.map(({ shape }: { shape: number[] }) => shape), [[2, 2], [2, 2], [2, 2]]);
});

Deno.test("evaluate says of a NaN that it is one, and no more", async () => {
  const { out } = await evaluate("l1_loss", { inputs: { pred: "NaN", target: 1 } });
  assertStringIncludes(out, "value\n  rounded  NaN\n\ngradient by pred");
});

Deno.test("evaluate takes a tensor's format where nothing else names one", async () => {
  const pred = { dtype: "bf16", shape: [1], data: [1] };
  const input = { inputs: { pred, target: [0] } };
  assertStringIncludes((await evaluate("l1_loss", input)).out, "l1_loss, bf16, ");
  assertStringIncludes((await evaluate("l1_loss", { ...input, dtype: "f32" })).out, "_loss, f32, ");
  assertStringIncludes((await evaluate("l1_loss", input, "-d", "f16")).out, "l1_loss, f16, ");
});

Deno.test("evaluate reads hexadecimal floats, shapes, and the call of a counterexample", async () => {
  const explicit = { shape: [2], data: ["0x1p+0", "-0x1.8p1"] };
  const inputs = { ...l1.inputs, pred: explicit };
  const call = callToJson({
    loss: "l1_loss",
    dtype: "f32",
    inputs: { pred: tensor("f32", [2], [1, -3]), target: tensor("f32", [2], [0.5, 1]) },
    params: {},
    reduction: "none",
    gradients: true,
  });
  const expected = await evaluate("l1_loss", l1, "--dtype", "f32", "--json");
  assertEquals(await evaluate("l1_loss", { ...l1, inputs }, "-d", "f32", "--json"), {
    ...expected,
    files: { "in.json": JSON.stringify({ ...l1, inputs }) },
  });
  assertEquals((await evaluate("l1_loss", call, "--json")).out, expected.out);
});

Deno.test("evaluate says what it had to round", async () => {
  const input = { inputs: { pred: [0.1, 0.2, 1], target: [0, 0, 0] }, params: { beta: 0.1 } };
  const { code, err } = await evaluate("smooth_l1_loss", input, "--dtype", "bf16");
  assertEquals(code, 0);
  assertEquals(err.split("\n").slice(0, 2), [
    "in.json: inputs.pred: 0.1 is no bf16 number, rounded to 0.10009765625, and 1 more",
    "in.json: params.beta: 0.1 is no bf16 number, rounded to 0.10009765625",
  ]);
});

Deno.test("evaluate takes an ignored label", async () => {
  const input = { inputs: { pred: [[1, 2], [3, 4]], label: [-100, 1] }, reduction: "none" };
  const { code, out } = await evaluate("cross_entropy", input, "--json");
  assertEquals(code, 0);
  assertEquals(JSON.parse(out).outputs[0].elements[0].rounded, 0);
});

const pair = { pred: [1, 2], target: [1, 2] };
const rows = { pred: [[1, 2], [3, 4]], label: [0, 1] };
const bad: readonly [loss: string, input: unknown, message: string][] = [
  ["l1_los", l1, 'Unknown loss "l1_los": did you mean "l1_loss"?'],
  ["l1_loss", "{", 'in.json:1:2: is no JSON: "}" is expected'],
  ["l1_loss", {}, "in.json: inputs is missing"],
  [
    "l1_loss",
    { inputs: pair, parms: {} },
    'in.json: the file has an unknown key "parms": did you mean "params"?',
  ],
  [
    "l1_loss",
    { inputs: { prde: [1], target: [1] } },
    'in.json: inputs.prde is an unknown input: did you mean "pred"?\n' +
    "in.json: inputs.pred is missing",
  ],
  [
    "l1_loss",
    { inputs: pair, params: { beta: 1 } },
    "in.json: params.beta is an unknown parameter",
  ],
  [
    "smooth_l1_loss",
    { inputs: pair, params: { beta: 0 } },
    "in.json: params.beta must be > 0, got 0",
  ],
  [
    "smooth_l1_loss",
    { inputs: pair, params: { beta: "NaN" } },
    "in.json: params.beta must be > 0, got NaN",
  ],
  [
    "smooth_l1_loss",
    { inputs: pair, params: { beta: null } },
    "in.json: params.beta must be a number, got null",
  ],
  [
    "smooth_l1_loss",
    { inputs: pair, params: { beta: "half" } },
    'in.json: params.beta "half" is no number',
  ],
  [
    "l1_loss",
    { inputs: { ...pair, pred: { shape: [3], data: [1, 2] } } },
    "in.json: inputs.pred is no tensor: shape [3] holds 3 values, got 2",
  ],
  [
    "l1_loss",
    { inputs: { ...pair, pred: [[1], [2, 3]] } },
    "in.json: inputs.pred is no tensor: row 1 has shape [2], but row 0 has shape [1]",
  ],
  [
    "l1_loss",
    { inputs: { ...pair, pred: [1, "x"] } },
    'in.json: inputs.pred is no tensor: "x" is no number',
  ],
  [
    "l1_loss",
    { inputs: { ...pair, pred: [1, null] } },
    "in.json: inputs.pred[1] must be a number, a string or a list, got null",
  ],
  [
    "l1_loss",
    { inputs: { ...pair, pred: { shape: [2] } } },
    "in.json: inputs.pred.data is missing",
  ],
  [
    "smooth_l1_loss",
    { inputs: pair, params: { beta: 1e-30 }, dtype: "f16" },
    "in.json: params.beta: 1e-30 is no f16 number, rounded to 0\n" +
    "in.json: params.beta must be > 0, got 0",
  ],
  [
    "l1_loss",
    { inputs: { ...pair, pred: [1, 2, 3] } },
    'Cannot evaluate "l1_loss": target has [2] on the axis *, another input has [3]',
  ],
  [
    "l1_loss",
    { inputs: { pred: [], target: [] } },
    'Cannot evaluate "l1_loss": there is no element in in.json',
  ],
  [
    "l1_loss",
    { inputs: pair, upstream: [1, 2] },
    "in.json: upstream must have the value's shape [], got [2]",
  ],
  [
    "l1_loss",
    { inputs: pair, reduction: "avg" },
    'in.json: reduction must be one of none, mean, sum; got "avg"',
  ],
  [
    "weighted_smooth_l1_loss",
    { inputs: { ...pair, weight: [1, 1] }, reduction: "sum" },
    'in.json: reduction is "sum", which weighted_smooth_l1_loss has not (it has: mean)',
  ],
  [
    "binary_cross_entropy",
    { inputs: { pred: [0.5, 1.5], target: [0, 1] } },
    "in.json: inputs.pred[1] must be >= 0 and <= 1, got 1.5",
  ],
  [
    "cross_entropy",
    { inputs: { ...rows, label: [0, 2] } },
    "in.json: inputs.label[1] must be a class from 0 to 1, or such that label == ignore_index, got 2",
  ],
  [
    "cross_entropy",
    { inputs: { ...rows, label: [0, 0.5] } },
    "in.json: inputs.label is no tensor: label 0.5 at 1 is no 32-bit integer",
  ],
  [
    "cross_entropy",
    { inputs: rows, params: { ignore_index: 0.5 } },
    "in.json: params.ignore_index must be an integer, got 0.5",
  ],
  [
    "huber_loss",
    { ...l1, loss: "l1_loss" },
    'in.json: loss is "l1_loss", but "huber_loss" is to be evaluated',
  ],
];

for (const [loss, input, message] of bad) {
  Deno.test(`evaluate refuses: ${message}`, async () => {
    const { code, out, err } = await evaluate(loss, input);
    assertEquals({ code, out, err }, { code: 2, out: "", err: `${message}\n` });
  });
}

Deno.test("evaluate says why a number is open: at a kink, and where the call is too big for MPFR", async () => {
  const kink = await evaluate("smooth_l1_loss", {
    inputs: { pred: 1, target: 1 },
    reduction: "none",
  });
  assertEquals(kink.out.includes("open"), false, "the slopes of smooth L1 agree at 0");
  const corner = await evaluate("l1_loss", { inputs: { pred: 1, target: 1 }, reduction: "none" });
  assertStringIncludes(corner.out, "open: at a kink anything between both slopes is right");
  const mean = (length: number) => {
    const pred = Array.from({ length }, (_, i) => 0.1 + i / 7);
    const target = Array.from({ length }, (_, i) => i % 2);
    return evaluate("binary_cross_entropy_with_logits", { inputs: { pred, target } }, "--json");
  };
  const [small, big] = await Promise.all([mean(100), mean(5000)]);
  const valueOf = ({ out }: { out: string }) => JSON.parse(out).outputs[0].elements[0];
  assertEquals(valueOf(small).open, undefined);
  assertEquals(valueOf(big).rounded, null);
  assertStringIncludes(valueOf(big).open, "a call of 5000 numbers is too big for MPFR");
  assertStringIncludes(valueOf(big).open, "4096 at most");
});
