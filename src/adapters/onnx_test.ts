/**
 * Our graphs on onnxruntime. Needs `--allow-ffi`: `deno task test:onnx`.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { evaluateReference } from "../losses/mod.ts";
import { sum } from "../reference/internal.ts";
import { createOracle, type Oracle } from "../oracle/mod.ts";
import { shapeOf } from "../spec/internal.ts";
import {
  builtinSpecs,
  type Call,
  type DomainName,
  type Reduction,
  type Result,
  type Spec,
} from "../spec/mod.ts";
import { floatDTypes, type Tensor, tensor } from "../tensor/mod.ts";
import { sizeOf } from "../tensor/internal.ts";
import { unknownName } from "./about.ts";
import type { Adapter } from "./implementation.ts";
import { operatorGraphs, plainInputs } from "../losses/internal.ts";
import { openOnnxRoad } from "./onnx.ts";

const ffi = Deno.permissions.querySync({ name: "ffi" }).state === "granted";

function test(name: string, fn: (road: Adapter) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !ffi,
    async fn() {
      const road = await openOnnxRoad(builtinSpecs);
      try {
        await fn(road);
      } finally {
        await road.close();
      }
    },
  });
}

const row = (values: number[]) => tensor("f32", [values.length], values);

function callOf(loss: string, inputs: Call["inputs"], rest: Partial<Call> = {}): Call {
  const params = Object.entries(builtinSpecs.get(loss)?.params ?? {})
    .map(([name, { default: usual }]) => [name, usual] as const);
  return {
    loss,
    dtype: "f32",
    inputs,
    params: Object.fromEntries(params),
    reduction: "none",
    gradients: false,
    ...rest,
  };
}

async function ask(road: Adapter, call: Call): Promise<Result> {
  const [result] = await road.run([call]);
  return result;
}

type Valued = Extract<Result, { readonly value: Tensor }>;

function valued(result: Result): Valued {
  if ("value" in result) return result;
  throw new TypeError(`A call must have a value: ${JSON.stringify(result)}`);
}

/** Every number of a result, with the shapes of its tensors. */
function numbers(result: Result): readonly (readonly [string, string, readonly number[]])[] {
  const { value, gradients = {} } = valued(result);
  return Object.entries({ value, ...gradients })
    .map(([name, { shape, data }]) => [name, String(shape), [...data]] as const);
}

/** Every number is inside the enclosure of an honest evaluation. */
function assertHonest(oracle: Oracle, call: Call, result: Result): void {
  const enclosures = oracle.enclose(call);
  for (const [name, , data] of numbers(result)) {
    data.forEach((x, k) =>
      assert(oracle.stand(enclosures, name, k, x).inside, `${call.loss} ${name} ${k}: ${x}`)
    );
  }
}

test("openOnnxRoad() declares what the specs know, bfloat16 left out", async (road) => {
  const operators = await openOnnxRoad(builtinSpecs, operatorGraphs);
  for (const { about } of [road, operators]) {
    assertEquals(unknownName(about, builtinSpecs), undefined);
    assertEquals(about.dtypes, floatDTypes.filter((dtype) => dtype !== "bf16"));
  }
  assertEquals(Object.keys(road.about.losses), [...builtinSpecs.keys()]);
  await operators.close();
});

const x = [0.5, -3, 8, 0, -0.25, 1e-3, 2, -7];

/** Eight numbers of a domain, for `pred`, and where others are to differ for those. */
const numbersIn: Readonly<Record<DomainName, readonly (readonly number[])[]>> = {
  real: [x, x.map((one) => Math.abs(one) / 8)],
  unit_interval: [x.map((one) => 0.5 + one / 32), x.map((one) => Math.abs(one) / 8)],
  binary: [[1, 0, 0, 1, 1, 0, 1, 0]],
  nonnegative: [[0.5, 2, 1, 0, 3, 1, 0.25, 1]],
  positive: [[0.5, 2, 1, 4, 3, 1, 0.25, 1]],
  class_position: [[0.25, 1, 0, 0.5, 1, 0.75, 0.125, 1]],
  count: [[1, 10, 0, 3, 2, 5, 7, 1]],
  box: [[0, 0, 4, 2, 1, 1, 3, 5], [1, 0, 5, 3, 0, 2, 2, 4]],
  classes: [[1, 0, -100, 1]],
  classes_or_background: [[1, 0]],
};

/** A call of any loss, of three axes where it may have as many. */
function deepCall(spec: Spec, reduction: Reduction): Call {
  const named = Object.values(spec.inputs).flatMap(({ shape }) => shape.map((axis) => [axis, [2]]));
  const lengths = { ...Object.fromEntries(named), "*": [2, 1, 4], box: [4] };
  const inputs = Object.entries(spec.inputs).map(([name, { kind, domain, shape }]) => {
    const axes = shapeOf(shape, lengths);
    const choices = numbersIn[domain];
    const data = choices[name === "pred" ? 0 : choices.length - 1].slice(0, sizeOf(axes));
    return [name, tensor(kind === "label" ? "i32" : "f32", axes, data)] as const;
  });
  const call = callOf(spec.id, Object.fromEntries(inputs), { reduction, gradients: true });
  // A divisor of usual size: a count of boxes over the number of classes is near 0.
  const isDivided = spec.reduction.denominators[reduction]?.given_by === "avg_factor";
  return isDivided ? { ...call, params: { ...call.params, avg_factor: 4 } } : call;
}

test("the graphs answer honestly, flattened axes and all", async (road) => {
  const oracle = await createOracle(builtinSpecs.values());
  const calls = [...builtinSpecs.values()].flatMap((spec) =>
    spec.reduction.modes.map((reduction) => deepCall(spec, reduction))
  );
  for (const [i, result] of (await road.run(calls)).entries()) {
    const call = calls[i];
    const shapes = (of: readonly (readonly [string, string, readonly number[]])[]) =>
      of.map(([name, shape]) => [name, shape]);
    assertEquals(shapes(numbers(result)), shapes(numbers(evaluateReference(call))));
    assertHonest(oracle, call, result);
  }
});

test("a rival far ahead of many classes does not swallow them, in any loss of a label", async (road) => {
  const oracle = await createOracle(builtinSpecs.values());
  const classes = 80;
  const logits = Array.from({ length: classes }, (_, c) => c === 8 ? 17.98743954687336 : 0);
  const ofLabels = [...builtinSpecs.values()].filter(({ inputs: { pred, label } }) =>
    pred?.shape.includes("C") && label?.domain === "classes"
  );
  const calls = ofLabels.map((spec): Call => {
    const plain = plainInputs(spec, { N: [1], C: [classes], "...": [] });
    const inputs = Object.entries(plain).map(([name, { shape, data }]) => {
      const dtype = spec.inputs[name].kind === "label" ? "i32" : "f64";
      return [name, tensor(dtype, shape, name === "pred" ? logits : data)] as const;
    });
    const reduction = spec.reduction.modes[0];
    const rest = { dtype: "f64", reduction, gradients: true } as const;
    return callOf(spec.id, Object.fromEntries(inputs), rest);
  });
  for (const [i, result] of (await road.run(calls)).entries()) {
    assertHonest(oracle, calls[i], result);
  }
});

test("a graph refuses what it demands, in its own words", async (road) => {
  const pred = row([1, 2]);
  const target = row([0, 1]);
  const pair = { pred, target };
  const logits = tensor("f32", [1, 2], [0, 0]);
  const refused: readonly [Call, string][] = [
    [callOf("smooth_l1_loss", pair, { params: { beta: 0 } }), "beta must be finite and > 0"],
    [callOf("huber_loss", pair, { params: { delta: NaN } }), "delta must be finite and > 0"],
    [
      callOf("sigmoid_focal_loss", pair, { params: { gamma: 2, alpha: 1.5 } }),
      "alpha must lie in [0, 1], or be NaN",
    ],
    [
      callOf("sigmoid_focal_loss", pair, { params: { gamma: 2, alpha: NaN } }),
      "alpha must be a number or null, got NaN",
    ],
    [callOf("sigmoid_focal_loss", { pred, target: pred }), "target must lie in [0, 1]"],
    [callOf("l1_loss", { pred: row([]), target: row([]) }), "pred must have elements"],
    [callOf("l1_loss", { pred, target: row([1]) }), "target has shape [1], expected [2]"],
    [
      callOf("cross_entropy", { pred: logits, label: tensor("i32", [1], [2]) }),
      "label must be a class or ignore_index",
    ],
    [
      callOf("cross_entropy", { pred: logits, label: tensor("i32", [1], [-1]) }),
      "label must be a class or ignore_index",
    ],
  ];
  for (const [call, rejected] of refused) assertEquals(await ask(road, call), { rejected });
});

test("a graph takes one weight for all elements, and scales the gradient from above", async (road) => {
  const call = callOf("binary_cross_entropy_with_logits", {
    pred: row([0, 0]),
    target: row([1, 1]),
    pos_weight: tensor("f32", [], [3]),
  }, { reduction: "sum", gradients: true, upstream: tensor("f32", [], [-2]) });
  const result = valued(await ask(road, call));
  assertAlmostEquals(result.value.data[0], 6 * Math.LN2, 1e-6);
  assertEquals(result.gradients?.pred.data, Float32Array.of(3, 3));
});

test("the sum of many equal terms is off by no more than its blocks' sums", async (road) => {
  const count = 1024;
  const pair = {
    pred: tensor("f64", [count], Array.from({ length: count }, (_, i) => 2 + i % 2)),
    target: tensor("f64", [count], Array.from({ length: count }, (_, i) => (i % 4) / 3)),
  };
  const call = callOf("smooth_l1_loss", pair, { dtype: "f64", params: { beta: 3 } });
  const terms = valued(await ask(road, call)).value.data;
  const reference = valued(evaluateReference(call)).value.data;
  terms.forEach((x, i) => assertAlmostEquals(x, reference[i], 4 * 2 ** -53 * x));
  const total = valued(await ask(road, { ...call, reduction: "sum" })).value.data[0];
  const exact = sum(terms);
  // In a block each of four partial sums rounds 63 times, and they are joined in two additions; so are
  // the four blocks.
  assert(Math.abs(total - exact) <= (63 + 2 + 2) * 2 ** -53 * exact, `${total}, ${exact}`);
});

test("the road has no bfloat16, and no reduction that the spec has not", async (road) => {
  const pair = { pred: row([1]), target: row([1]), weight: row([1]) };
  for (const rest of [{ dtype: "bf16" }, { reduction: "none" }] as const) {
    const result = await ask(road, callOf("weighted_smooth_l1_loss", pair, rest));
    assert("unsupported" in result);
  }
});
