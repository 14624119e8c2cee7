import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Capability, type Spec } from "../spec/mod.ts";
import { type FloatDType, floatDTypes, formats } from "../tensor/mod.ts";
import { isWellFormed } from "../tensor/internal.ts";
import { boundaryHits } from "./boundary_hits.ts";
import { callArbitrary, type CallOptions } from "./call.ts";
import { ignoredLabels } from "./ignored.ts";
import { axisLengths, classAxis, labelCount, unorderedCorner } from "../spec/internal.ts";
import { isInside } from "./param_draw.ts";
import { classes, distance, probability, sampleSpecs } from "./_sample_specs.ts";

const allSpecs = [...sampleSpecs, ...builtinSpecs.values()];

function sample(spec: Spec, options: CallOptions, numRuns = 400): Call[] {
  return fc.sample(callArbitrary(spec, options), { numRuns, seed: 11 });
}

function lengthsOf(axes: readonly string[], shape: readonly number[]): Record<string, string> {
  if (axes.includes("*")) return { "*": `${shape}` };
  const lengths = Object.fromEntries(axes.map((axis, i) => [axis, `${shape[i]}`]));
  return axes.includes("...") ? { ...lengths, "...": `${shape.slice(axes.length - 1)}` } : lengths;
}

/** Every statement of the spec that a call can break. */
function assertFits(spec: Spec, call: Call): void {
  assertEquals(call.loss, spec.id);
  assert(spec.reduction.modes.includes(call.reduction));
  const known: Record<string, string> = {};
  const [classCount = 0] = axisLengths(spec, call)[classAxis] ?? [];
  const assertShape = (axes: readonly string[], shape: readonly number[]) => {
    for (const [axis, length] of Object.entries(lengthsOf(axes, shape))) {
      assertEquals(length, known[axis] ??= length, `axis ${axis} of ${spec.id}`);
    }
  };
  for (const [name, input] of Object.entries(spec.inputs)) {
    const tensor = call.inputs[name];
    if (tensor === undefined) {
      assert(input.optional, name);
      continue;
    }
    assert(isWellFormed(tensor) && tensor.data.length > 0);
    const scalar = input.scalar_allowed && tensor.shape.length === 0;
    if (!scalar) assertShape(input.shape, tensor.shape);
    if (input.kind === "label") {
      assertEquals(tensor.dtype, "i32");
      const ignored = ignoredLabels(spec, call.params);
      const labels = labelCount(input.domain, classCount);
      for (const k of tensor.data) {
        assert(k >= 0 && k < labels || ignored.includes(k), `label ${k}`);
      }
      continue;
    }
    assertEquals(tensor.dtype, call.dtype);
    const isAny = input.role === "data" && ["real", "box"].includes(input.domain);
    const low = isAny ? -Infinity : 0;
    if (input.domain === "box") assertEquals(unorderedCorner(tensor.data), -1, name);
    const high = input.domain === "unit_interval" || input.domain === "binary"
      ? 1
      : input.domain === "class_position"
      ? classCount - 1
      : Infinity;
    for (const x of tensor.data) {
      assert(Number.isFinite(x) && x >= low && x <= high, `${name} ${x}`);
      if (input.domain === "binary" || input.domain === "count") {
        assert(Number.isInteger(x), `${name} ${x}`);
      }
      if (input.domain === "positive") assert(x > 0, `${name} ${x}`);
    }
  }
  assertEquals(Object.keys(call.params), Object.keys(spec.params));
  for (const [name, value] of Object.entries(call.params)) {
    const param = spec.params[name];
    if (value === null) assert(param.nullable);
    else assert(isInside(param, value) && (param.type === "number" || Number.isInteger(value)));
  }
  if (call.upstream === undefined) return;
  assertEquals(call.upstream.dtype, call.dtype);
  if (call.reduction === "none") assertShape(spec.output, call.upstream.shape);
  else assertEquals(call.upstream.shape, []);
}

Deno.test("callArbitrary() makes calls that fit the spec, in every format", () => {
  for (const spec of allSpecs) {
    for (const dtype of floatDTypes) {
      for (const call of sample(spec, { dtype }, 100)) {
        assertEquals(call.dtype, dtype);
        assert(call.gradients);
        assertFits(spec, call);
      }
    }
  }
});

Deno.test("callArbitrary() makes the same calls of the same seed", () => {
  assertEquals(sample(classes, { dtype: "f16" }, 50), sample(classes, { dtype: "f16" }, 50));
});

/** Sides of a boundary that lie within the input's domain. */
function sidesOf(spec: Spec, boundary: Spec["boundaries"][number]): string[] {
  const { kind, domain, role } = spec.inputs[boundary.input];
  if (kind === "label") return ["at"];
  const low = domain !== "real" || role !== "data";
  if (domain === "count" || domain === "binary") return ["at"];
  const isLast = domain === "unit_interval" && boundary.at === "1" ||
    domain === "class_position" && boundary.at === "C - 1";
  return [
    "at",
    ...(low && boundary.at === "0" ? [] : ["just_below"]),
    ...(isLast ? [] : ["just_above"]),
  ];
}

Deno.test("callArbitrary() hits every boundary and its neighbours often", () => {
  for (const [i, spec] of allSpecs.entries()) {
    const dtype = (["f32", "f16"] as const)[i % 2];
    const times = new Map<string, number>();
    for (const call of sample(spec, { dtype, rows: { max: 16 } }, 400)) {
      for (const { boundary, side } of boundaryHits(spec, call)) {
        times.set(`${boundary} ${side}`, (times.get(`${boundary} ${side}`) ?? 0) + 1);
      }
    }
    for (const boundary of spec.boundaries) {
      for (const side of sidesOf(spec, boundary)) {
        const hits = times.get(`${boundary.name} ${side}`) ?? 0;
        assert(hits >= 4, `${spec.id} ${dtype}: ${boundary.name} ${side} only ${hits} times`);
      }
    }
  }
});

/** How many of the calls have a feature; a feature that no call has fails. */
function assertSeen(calls: readonly Call[], features: Record<string, (call: Call) => boolean>) {
  for (const [name, has] of Object.entries(features)) {
    assert(calls.some(has), `no call with ${name} among ${calls.length}`);
  }
}

const shapeIs = (text: string) => (call: Call) => `[${call.inputs.pred.shape}]` === text;
const hasPred = (test: (x: number) => boolean) => (call: Call) =>
  [...call.inputs.pred.data].some(test);

Deno.test("callArbitrary() makes scalars, vectors, matrices and odd sizes", () => {
  assertSeen(sample(distance, { dtype: "f32" }), {
    "a scalar": shapeIs("[]"),
    "length 1": shapeIs("[1]"),
    "a column": (call) => call.inputs.pred.shape[0] > 1 && call.inputs.pred.shape[1] === 1,
    "a row": (call) => call.inputs.pred.shape[0] === 1 && call.inputs.pred.shape[1] > 1,
    "a rectangle": ({ inputs: { pred } }) => pred.shape.length === 2 && !pred.shape.includes(1),
    "rank 3": (call) => call.inputs.pred.shape.length === 3,
    "an odd size over 16": ({ inputs: { pred: { data } } }) =>
      data.length > 16 && data.length < 40 && data.length % 2 === 1,
    "a thousand": (call) => call.inputs.pred.data.length >= 1000,
    "an image of four axes, its sides different": ({ inputs: { pred: { shape } } }) =>
      shape.length === 4 && shape[2] > 1 && shape[3] > 1 && shape[2] !== shape[3],
    "rank 5": (call) => call.inputs.pred.shape.length === 5,
  });
});

/** The least period of a list, its length where it has none. */
function periodOf(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const repeats = (period: number) =>
    list.every((x, i) => i < period || Object.is(x, list[i - period]));
  return list.findIndex((_, period) => period > 0 && repeats(period)) + 1 || list.length;
}

Deno.test("callArbitrary() mostly makes rows, and entries of rows, that do not repeat", () => {
  const many = sample(distance, { dtype: "f32" }, 3000)
    .filter(({ inputs: { pred } }) => pred.data.length > 100);
  const plain = many.filter(({ inputs: { pred } }) => periodOf(pred.data) > pred.data.length / 2);
  assert(many.length > 50 && plain.length > 0.8 * many.length, `${plain.length} of ${many.length}`);
  const wide = sample(classes, { dtype: "f32", classes: { min: 80 } })
    .filter(({ inputs: { pred } }) => pred.shape[0] === 1 && pred.shape.length === 2);
  const free = wide.filter(({ inputs: { pred } }) => periodOf(pred.data) > 40);
  assert(wide.length > 20 && free.length > 0.8 * wide.length, `${free.length} of ${wide.length}`);
});

Deno.test("callArbitrary() now and then hands over one tensor as two inputs", () => {
  const isOne = ({ inputs: { pred, target } }: Call) => pred === target;
  const calls = sample(distance, { dtype: "f32" });
  const times = calls.filter(isOne).length;
  assert(times > 10 && times < 50, `${times} of ${calls.length}`);
  assertEquals(sample(probability, { dtype: "f32", special: "nan" }).some(isOne), false);
  assertEquals(isOne(shrunk(distance, { dtype: "f32" }, (call) => !isOne(call), 2)), true);
});

Deno.test("callArbitrary() begins with the sizes that are asked for, and shrinks them", () => {
  const first = { rows: 5000 };
  for (const { inputs: { pred } } of sample(distance, { dtype: "f32", first }, 10)) {
    assertEquals(pred.data.length, 5000);
  }
  const options = { dtype: "f32", first: { classes: 32000 } } as const;
  for (const { inputs: { pred } } of sample(classes, options, 5)) {
    assertEquals(pred.shape[1], 32000);
  }
  const large = shrunk(classes, options, ({ inputs: { pred } }) => pred.shape[1] < 3000, 1);
  assertEquals(large.inputs.pred.shape, [1, 3000]);
});

Deno.test("callArbitrary() finds the one record of a crowd that matters, and simplifies it", () => {
  for (const seed of [1, 2, 3]) {
    const call = shrunk(
      distance,
      { dtype: "f32", first: { rows: 1000 } },
      ({ inputs: { pred } }) => !pred.data.some((x) => x > 3.99),
      seed,
    );
    assert(call.inputs.pred.data.length <= 2, `${call.inputs.pred.data}`);
    assert([...call.inputs.pred.data].every((x) => x <= 8), `${call.inputs.pred.data}`);
  }
});

Deno.test("callArbitrary() ignores labels of every kind, and makes upstreams of every kind", () => {
  const skip = (test: (k: number, C: number) => boolean) => ({ inputs, params }: Call) =>
    test(params.skip as number, inputs.pred.shape[1]);
  assertSeen(sample(classes, { dtype: "bf16" }, 800), {
    "-1": skip((k) => k === -1),
    "a class that is not the first": skip((k, C) => k > 0 && k < C),
    "another negative": skip((k) => k < -1 && k !== -100),
    "one above the classes": skip((k, C) => k > C && k !== 255),
  });
  const above = (test: (g: number) => boolean) => ({ upstream }: Call) =>
    [...upstream?.data ?? []].some(test);
  assertSeen(sample(distance, { dtype: "f32" }), {
    "0.1": above((g) => g === Math.fround(0.1)),
    "0.001": above((g) => g === Math.fround(1e-3)),
    "a large one": above((g) => Math.abs(g) > 256),
    "both signs": ({ upstream }) =>
      [1, -1].every((sign) => upstream?.data.some((g) => Math.sign(g) === sign)),
  });
});

Deno.test("callArbitrary() makes one class, two, many, and further axes", () => {
  const size = (call: Call, axis: number) => call.inputs.pred.shape[axis];
  assertSeen(sample(classes, { dtype: "f32" }), {
    "one class": (call) => size(call, 1) === 1,
    "two classes": (call) => size(call, 1) === 2,
    "eighty classes": (call) => size(call, 1) === 80,
    "one row": (call) => size(call, 0) === 1,
    "rank 3": (call) => call.inputs.pred.shape.length === 3,
    "rank 4": (call) => call.inputs.pred.shape.length === 4,
    "an ignored row": ({ inputs, params }) => inputs.label.data.some((k) => k === params.skip),
    "the ignored label 255": ({ inputs }) => inputs.label.data.some((k) => k === 255),
    "an ignored class": ({ params }) => params.skip === 0,
    "the last class": (call) => call.inputs.label.data.some((k) => k === size(call, 1) - 1),
    "class weights": ({ inputs }) => inputs.class_weight !== undefined,
    "no class weights": ({ inputs }) => inputs.class_weight === undefined,
    "a class of weight 0": ({ inputs }) => inputs.class_weight?.data.some((w) => w === 0) ?? false,
  });
});

Deno.test("callArbitrary() goes to the edges of every format", () => {
  for (const dtype of floatDTypes) {
    const { largest, smallestNormal, smallestSubnormal } = formats[dtype];
    assertSeen(sample(distance, { dtype }, 1000), {
      "0": hasPred((x) => Object.is(x, 0)),
      "-0": hasPred((x) => Object.is(x, -0)),
      "the largest": hasPred((x) => Math.abs(x) === largest),
      "the smallest subnormal": hasPred((x) => Math.abs(x) === smallestSubnormal),
      "another subnormal": hasPred((x) => x !== 0 && Math.abs(x) < smallestNormal),
      "the smallest normal": hasPred((x) => Math.abs(x) === smallestNormal),
      "a large logit": hasPred((x) => Math.abs(x) === 88 || Math.abs(x) === 104),
      "a tie": ({ inputs }) => inputs.pred.data.some((x, i) => x === inputs.target.data[i]),
    });
  }
});

Deno.test("callArbitrary() makes hard, soft and unbalanced targets, and weights of zero", () => {
  const targets = (test: (t: readonly number[]) => boolean) => (call: Call) =>
    test([...call.inputs.target.data]);
  assertSeen(sample(probability, { dtype: "f32" }, 800), {
    "t = 0": targets((t) => t.includes(0)),
    "t = 1": targets((t) => t.includes(1)),
    "0 < t < 1": targets((t) => t.some((x) => x > 0 && x < 1)),
    "p next to 1": hasPred((p) => p === 1 - 2 ** -24),
    "one positive in a thousand": targets((t) =>
      t.length >= 1000 && t.filter((x) => x === 1).length === 1 &&
      t.filter((x) => x === 0).length === t.length - 1
    ),
    "all weights zero": ({ inputs: { pred, weight } }) =>
      new Set(pred.data).size > 4 && weight.data.every((w) => w === 0),
    "a fractional weight": ({ inputs }) => inputs.weight.data.some((w) => w % 1 !== 0),
    "a scalar for all": ({ inputs }) =>
      inputs.pos_weight?.shape.length === 0 && inputs.pred.shape.length > 0,
  });
});

Deno.test("callArbitrary() varies parameters: default, samples, null, and values between", () => {
  const beta = (test: (x: number) => boolean) => ({ params }: Call) => test(params.beta as number);
  assertSeen(sample(distance, { dtype: "f16" }), {
    "the default": beta((x) => x === 1),
    "a sample": beta((x) => x === 0.5),
    "a sample that rounds to the bound": beta((x) => x === formats.f16.smallestSubnormal),
    "a value of its own": beta((x) => ![1, 0.5, 0.1].includes(x)),
    "no avg_factor": ({ params }) => params.avg_factor === null,
    "a fractional avg_factor": ({ params }) => (params.avg_factor ?? 0) % 1 !== 0,
    "another integer": ({ params }) => params.times !== 2,
  });
});

Deno.test("callArbitrary() keeps a mean from dividing by zero", () => {
  const capability: Capability = { gradients: ["pred"], dialect: { reduction: "rows" } };
  const both = { dtype: "f32", reduction: "mean" } as const;
  for (const { inputs, params } of sample(classes, both, 1000)) {
    const { label, class_weight: w } = inputs;
    assert(label.data.some((k) => k !== params.skip && (w === undefined || w.data[k] > 0)));
  }
  for (const { inputs, params } of sample(classes, { ...both, capability }, 1000)) {
    assert(inputs.label.data.some((k) => k !== params.skip));
  }
  const weighted: Capability = { dialect: { reduction: "weights" } };
  for (const { inputs, params } of sample(classes, { ...both, capability: weighted }, 1000)) {
    const { label, weight } = inputs;
    const further = label.data.length / label.shape[0];
    assert(
      label.data.some((k, i) =>
        k !== params.skip && (weight === undefined || weight.data[Math.floor(i / further)] > 0)
      ),
    );
  }
  assertSeen(sample(classes, both, 1000), {
    "all class weights are one number": ({ inputs: { class_weight } }) =>
      class_weight !== undefined && class_weight.data.length > 1 && class_weight.data[0] !== 1 &&
      class_weight.data.every((w) => w === class_weight.data[0]),
  });
  let weightless = 0;
  for (const { inputs, params } of sample(distance, both, 1000)) {
    const zero = inputs.weight?.data.every((w) => w === 0) ?? false;
    assert(!zero || params.avg_factor !== null);
    if (zero) weightless++;
  }
  assert(weightless > 0);
  const safe: Capability = { dialect: { reduction: "safe" } };
  assertSeen(sample(distance, { ...both, capability: safe, params: { avg_factor: null } }), {
    "no weight at all": ({ inputs }) => inputs.weight?.data.every((w) => w === 0) ?? false,
  });
});

Deno.test("callArbitrary() asks for nothing that the capability lacks", () => {
  const capability: Capability = {
    reductions: ["sum"],
    optional: [],
    params: ["times"],
    gradients: ["pred"],
  };
  for (const call of sample(distance, { dtype: "f16", capability })) {
    assertEquals(call.reduction, "sum");
    assertEquals(Object.keys(call.inputs), ["pred", "target"]);
    assertEquals([call.params.beta, call.params.avg_factor], [1, null]);
    assert(call.gradients);
  }
  for (const call of sample(distance, { dtype: "f32", capability: {} }, 50)) {
    assert(!call.gradients && call.upstream === undefined);
  }
});

Deno.test("callArbitrary() keeps dialect parameters at the declared value, unrounded", () => {
  for (const call of sample(probability, { dtype: "f64" }, 100)) {
    assertEquals(call.params.epsilon, 1e-12);
  }
  const capability: Capability = { dialect: { params: { epsilon: 1e-7 } } };
  for (const call of sample(probability, { dtype: "f32", capability }, 100)) {
    assertEquals(call.params.epsilon, 1e-7);
  }
});

Deno.test("callArbitrary() varies dialect parameters that the capability names", () => {
  const capability: Capability = { params: ["epsilon"] };
  const at = (test: (x: number) => boolean) => ({ params }: Call) => test(params.epsilon as number);
  const calls = sample(probability, { dtype: "f64", capability });
  assertSeen(calls, { "zero": at((x) => x === 0), "another": at((x) => x > 0 && x !== 1e-12) });
  const usual = calls.filter(at((x) => x === 1e-12));
  assert(usual.length > calls.length / 3, `${usual.length} of ${calls.length}`);
});

Deno.test("callArbitrary() ignores no row where the implementation has no label to ignore", () => {
  const ignoring = ({ inputs, params }: Call) => inputs.label.data.includes(params.skip as number);
  const taken: readonly Capability[] = [
    {},
    { params: ["skip"] },
    { params: [], dialect: { params: { skip: 255 } } },
  ];
  for (const capability of taken) {
    assertSeen(sample(classes, { dtype: "f32", capability }), { "an ignored row": ignoring });
  }
  const calls = sample(classes, { dtype: "f32", capability: { params: [] } });
  assertEquals(calls.filter(ignoring), []);
});

Deno.test("callArbitrary() follows fixed parameters, inputs, sizes and upstreams", () => {
  const fixed: CallOptions = {
    dtype: "f32",
    reduction: "none",
    params: { skip: 7 },
    present: ["weight"],
    absent: ["class_weight"],
    rows: { min: 2, max: 5 },
    classes: { min: 3, max: 4 },
    upstream: "vector",
  };
  for (const call of sample(classes, fixed)) {
    assertFits(classes, call);
    assertEquals(Object.keys(call.inputs), ["pred", "label", "weight"]);
    assertEquals(call.params.skip, 7);
    const [N, C] = call.inputs.pred.shape;
    assert(N >= 2 && N <= 5 && C >= 3 && C <= 4);
    assert(call.upstream !== undefined && call.upstream.data.every((g) => g !== 1));
  }
  for (const call of sample(distance, { dtype: "f32", rows: { min: 40, max: 40 } }, 50)) {
    assertEquals(call.inputs.pred.data.length, 40);
  }
  for (const call of sample(distance, { dtype: "f32", upstream: "ones" }, 50)) {
    assertEquals(call.upstream, undefined);
  }
  for (const call of sample(distance, { dtype: "f32", gradients: false }, 50)) {
    assert(!call.gradients && call.upstream === undefined);
  }
});

Deno.test("callArbitrary() makes ordinary values whose sums and differences are exact", () => {
  const step: Record<FloatDType, number> = { f64: 2 ** -6, f32: 2 ** -6, f16: 0.125, bf16: 0.25 };
  for (const dtype of floatDTypes) {
    for (const call of sample(distance, { dtype, ordinary: true }, 200)) {
      for (const x of [...call.inputs.pred.data, ...call.inputs.target.data]) {
        assert(x % step[dtype] === 0 && Math.abs(x) <= 64, `${dtype} ${x}`);
      }
    }
    for (const call of sample(probability, { dtype, ordinary: true }, 200)) {
      assert(call.inputs.pred.data.every((p) => p > 0 && p < 1));
    }
  }
});

Deno.test("callArbitrary() puts one NaN into a float data input", () => {
  const touched = new Set<string>();
  for (const spec of sampleSpecs) {
    for (const call of sample(spec, { dtype: "bf16", special: "nan" }, 100)) {
      const counts = Object.entries(call.inputs).map(([name, { data }]) => {
        const nans = [...data].filter(Number.isNaN).length;
        if (nans > 0) touched.add(`${spec.id} ${name}`);
        return spec.inputs[name].role === "data" ? nans : -nans;
      });
      assertEquals(counts.reduce((a, b) => a + b, 0), 1);
    }
  }
  assertEquals(
    [...touched].sort(),
    [
      "classes pred",
      "counted counts",
      "counted mask",
      "counted place",
      "counted pred",
      "counted sides",
      "distance pred",
      "distance target",
      "probability pos_weight",
      "probability pred",
      "probability target",
    ],
  );
});

Deno.test("callArbitrary() refuses options that the spec cannot meet", () => {
  const refused: [Partial<CallOptions>, string][] = [
    [{ params: { gamma: 1 } }, 'Cannot make calls of "distance": it has no parameter "gamma"'],
    [{ present: ["label"] }, 'input "label" cannot be given'],
    [{ absent: ["pred"] }, 'it has no optional input "pred"'],
    [{ rows: { min: 3, max: 2 } }, "rows must be 1 <= min <= max, got 3 and 2"],
    [{ capability: { reductions: ["sum"] }, reduction: "mean" }, 'got "mean"'],
    [{ capability: { reductions: [] } }, "leaves no reduction of mean, none, sum"],
  ];
  for (const [options, message] of refused) {
    assertThrows(() => callArbitrary(distance, { dtype: "f32", ...options }), RangeError, message);
  }
});

/** The smallest call that breaks a claim. */
function shrunk(spec: Spec, options: CallOptions, claim: (call: Call) => boolean, seed: number) {
  const run = fc.check(fc.property(callArbitrary(spec, options), claim), { seed, numRuns: 500 });
  if (run.counterexample === null) throw new Error("The claim was never broken");
  return run.counterexample[0];
}

Deno.test("callArbitrary() shrinks to one readable element", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const small = ({ inputs }: Call) => inputs.pred.data.every((x) => x <= 1);
    // Ordinary, since a value that lies on a boundary stays there, which another test asks for.
    const call = shrunk(distance, { dtype: "f32", ordinary: true }, small, seed);
    assertEquals(Object.keys(call.inputs), ["pred", "target"]);
    assertEquals(call.inputs.pred.shape, [1]);
    assertEquals([...call.inputs.pred.data], [2]);
    assertEquals([...call.inputs.target.data], [0]);
    assertEquals(call.params, { beta: 1, avg_factor: null, times: 2 });
    assertEquals([call.reduction, call.upstream], ["mean", undefined]);
  }
});

Deno.test("callArbitrary() shrinks a class loss to one row of few classes", () => {
  for (const seed of [1, 2, 3]) {
    const flat = ({ inputs }: Call) => !inputs.label.data.some((k) => k === 1);
    const call = shrunk(classes, { dtype: "f16" }, flat, seed);
    assertEquals(call.inputs.pred.shape, [1, 2]);
    assertEquals([...call.inputs.pred.data], [0, 0]);
    assertEquals([...call.inputs.label.data], [1]);
  }
});

Deno.test("callArbitrary() shrinks a crowd to the smallest that matters", () => {
  const few = ({ inputs }: Call) => inputs.pred.data.length < 300;
  const call = shrunk(distance, { dtype: "f32" }, few, 3);
  assertEquals(call.inputs.pred.shape, [300]);
  assert(call.inputs.pred.data.every((x) => x === 0));
});

Deno.test("callArbitrary() keeps a boundary while it shrinks", () => {
  const beside = ({ inputs: { pred, target }, params }: Call) =>
    !pred.data.some((x, i) => x === target.data[i] + (params.beta ?? 0));
  const call = shrunk(distance, { dtype: "f32", params: { beta: 0.5 } }, beside, 2);
  assertEquals([...call.inputs.pred.data], [0.5]);
  assertEquals([...call.inputs.target.data], [0]);
});

Deno.test("callArbitrary() gives as many rows as are asked for, whatever the classes", () => {
  const options = { dtype: "f32", first: { rows: 4101 } } as const;
  for (const call of sample(classes, options, 200)) {
    const { shape, data } = call.inputs.pred;
    assertEquals(data.length / shape[1], 4101);
  }
});
