import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { casesOf } from "../depth.ts";
import { callArbitrary } from "../generate/mod.ts";
import { builtinSpecs, type Call, type ParamValue, type Spec } from "../spec/mod.ts";
import { parseSpec, resolveSpecs } from "../spec_files/mod.ts";
import { type FloatDType, floatDTypes, roundTo, stepFloat, tensor } from "../tensor/mod.ts";
import type { Standing } from "./enclosure.ts";
import { createOracle } from "./oracle.ts";

const oracle = await createOracle(builtinSpecs.values());

function elementwise(
  loss: string,
  pred: readonly number[],
  target: readonly number[],
  params: Record<string, ParamValue>,
  dtype: FloatDType = "f32",
): Call {
  const shape = [pred.length];
  return {
    loss,
    dtype,
    inputs: { pred: tensor(dtype, shape, pred), target: tensor(dtype, shape, target) },
    params,
    reduction: "none",
    gradients: true,
  };
}

function crossEntropy(logits: readonly number[], label: number, dtype: FloatDType = "f32"): Call {
  return {
    loss: "cross_entropy",
    dtype,
    inputs: {
      pred: tensor(dtype, [1, logits.length], logits),
      label: tensor("i32", [1], [label]),
    },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "mean",
    gradients: true,
  };
}

function inside(standing: Standing): Standing & { readonly inside: true } {
  if (!standing.inside) throw new Error(`outside ${standing.allowed}`);
  return standing;
}

const focalParams = { gamma: 2, alpha: 0.25 };

Deno.test("stand() takes a subnormal for 0 only where subnormals are flushed", async () => {
  const flushing = await createOracle(builtinSpecs.values(), { flushes: ["f32", "f64"] });
  for (
    const [dtype, tiny, small] of [["f32", 1e-40, 2 ** -65], ["f64", 1e-310, 2 ** -513]] as const
  ) {
    const read = elementwise("l1_loss", [tiny], [0], {}, dtype);
    const written = elementwise("smooth_l1_loss", [small], [0], { beta: 1 }, dtype);
    const above = { ...read, upstream: tensor(dtype, [1], [tiny]) };
    for (const [call, output] of [[read, "value"], [written, "value"], [above, "pred"]] as const) {
      const takesZero = (by: typeof oracle) => by.stand(by.enclose(call), output, 0, 0).inside;
      assert(takesZero(flushing), `${call.loss} ${dtype} ${output}`);
      assert(!takesZero(oracle), `${call.loss} ${dtype} ${output}`);
    }
  }
  const log = elementwise("binary_cross_entropy", [1e-40], [1], { epsilon: 0 });
  assert(flushing.stand(flushing.enclose(log), "value", 0, Infinity).inside);
  assert(!oracle.stand(oracle.enclose(log), "value", 0, Infinity).inside);
  const half = elementwise("l1_loss", [2 ** -24], [0], {}, "f16");
  assert(!flushing.stand(flushing.enclose(half), "value", 0, 0).inside);
});

Deno.test("stand() lets a divisor be 0 whose epsilon is a subnormal that is flushed", async () => {
  const flushing = await createOracle(builtinSpecs.values(), { flushes: ["f16", "f32"] });
  // No weight is positive: 0 / (0 + 1e-6), and 1e-6 is a subnormal of float16 alone.
  for (const [dtype, isFlushed] of [["f16", true], ["f32", false]] as const) {
    const call = {
      ...elementwise("weighted_smooth_l1_loss", [0], [0], { beta: 1, avg_factor: null }, dtype),
      reduction: "mean" as const,
    };
    const inputs = { ...call.inputs, weight: tensor(dtype, [1], [0]) };
    for (const output of ["value", "pred"]) {
      const takesNaN = (by: typeof oracle) =>
        by.stand(by.enclose({ ...call, inputs }), output, 0, NaN).inside;
      assertEquals(takesNaN(flushing), isFlushed, `${dtype} ${output}`);
      assert(!takesNaN(oracle), `${dtype} ${output}`);
    }
  }
});

Deno.test("stand() lets what comes from above in at any place of a written gradient's product", () => {
  const params = { epsilon: 0, slope_floor: 9.999999960041972e-13 };
  const call = elementwise("binary_cross_entropy", [2 ** -149], [0], params);
  const half = { ...call, upstream: tensor("f32", [1], [0.5]) };
  // (0.5 (p - t)) / 1e-12 underflows first; (p - t) / 1e-12 does not.
  for (const answer of [0, 0.5 * 2 ** -149 / params.slope_floor]) {
    assert(oracle.stand(oracle.enclose(half), "pred", 0, answer).inside, `${answer}`);
  }
  assert(!oracle.stand(oracle.enclose(call), "pred", 0, 0).inside);
});

Deno.test("stand() lets a mean divide at any place of a gradient's product, at underflow, too", () => {
  // avg_factor and upstream shrink and stretch: what underflows between them is stretched by one of them alone.
  const cases = [
    // ((d upstream) weight) / avg_factor: 1.5 of the least numbers is rounded to 2, then made 32; right is 24.
    {
      dtype: "bf16",
      d: 2 ** -126,
      weight: 0.75,
      avg_factor: 2 ** -4,
      upstream: 2 ** -6,
      answer: 2 ** -128,
    },
    // ((d weight) / avg_factor) upstream: a multiple of 16 of the least numbers.
    {
      dtype: "f64",
      d: 2 ** -1027,
      weight: 0.3125 + 2 ** -44,
      avg_factor: 16,
      upstream: 16,
      answer: 0.3125 * 2 ** -1027,
    },
  ] as const;
  for (const { dtype, d, weight, avg_factor, upstream, answer } of cases) {
    const call: Call = {
      loss: "weighted_smooth_l1_loss",
      dtype,
      inputs: {
        pred: tensor(dtype, [1], [d]),
        target: tensor(dtype, [1], [0]),
        weight: tensor(dtype, [1], [weight]),
      },
      params: { beta: 1, avg_factor },
      reduction: "mean",
      gradients: true,
      upstream: tensor(dtype, [], [upstream]),
    };
    const enclosures = oracle.enclose(call);
    assert(oracle.stand(enclosures, "pred", 0, answer).inside, `${dtype}`);
    assert(!oracle.stand(enclosures, "pred", 0, 4 * answer).inside, `${dtype}, fourfold`);
  }
});

Deno.test("stand() takes a slope for the sum of two rounded halves, and for nothing farther off", () => {
  // 0.5 * d * d has the slope 0.5 d by each of its d. Of 3 of the least numbers a half is 2, or rounded down 1.
  const losses = [["smooth_l1_loss", { beta: 1 }], ["huber_loss", { delta: 1 }]] as const;
  for (const dtype of floatDTypes) {
    const least = stepFloat(0, 1, dtype);
    for (const [loss, params] of losses) {
      for (const d of [1, 2, 3, 5, 101, -7]) {
        const enclosures = oracle.enclose(elementwise(loss, [d * least], [0], params, dtype));
        const [form] = enclosures.gradients.pred.forms;
        const halves = 2 * roundTo(d / 2 * least, dtype);
        assert(oracle.stand(enclosures, "pred", 0, halves).inside, `${dtype} ${loss} ${d}`);
        assert(oracle.stand(enclosures, "pred", 0, d * least).inside, `${dtype} ${loss} ${d}`);
        const [lo, hi] = form.at(0);
        const most = dtype === "f64" ? 4 : d % 2 === 0 ? 0 : 1;
        assert(hi <= (d + most + 2 ** -10) * least, `${dtype} ${loss} ${d}: ${hi / least}`);
        assert(lo >= (d - most - 2 ** -10) * least, `${dtype} ${loss} ${d}: ${lo / least}`);
      }
    }
  }
});

Deno.test("stand() takes a quotient as a product with the reciprocal", () => {
  const p = 0.009846445173025131;
  const call = {
    ...elementwise("binary_cross_entropy", [p], [1], { epsilon: 0 }),
    upstream: tensor("f32", [1], [1.5]),
  };
  const answer = Math.fround(Math.fround(-1 / Math.fround(p)) * 1.5);
  assert(oracle.stand(oracle.enclose(call), "pred", 0, answer).inside, `${answer}`);
  assert(!oracle.stand(oracle.enclose(call), "pred", 0, answer * (1 + 2 ** -20)).inside);
});

Deno.test("enclose() knows a parameter that is left out from one that is given", () => {
  const given = elementwise("binary_cross_entropy", [0], [1], { epsilon: 0, clip: 0.25 });
  const left = elementwise("binary_cross_entropy", [0], [1], { epsilon: 0 });
  assertEquals(oracle.rounded(oracle.enclose(given), "value", 0), Math.fround(Math.log(4)));
  assertEquals(oracle.rounded(oracle.enclose(left), "value", 0), Infinity);
  assertEquals(oracle.rounded(oracle.enclose(given), "value", 0), Math.fround(Math.log(4)));
});

Deno.test("enclose() contains the anchor values to 25 digits", () => {
  // Rows of the anchors: logit, target, focal loss at gamma 2, alpha 0.25, by mpmath.
  const anchors = [
    [0, 1, 0.04332169878499658183857701],
    [2, 1, 4.508907088100938445982334e-4],
    [2, 0, 1.237558634566056654143712],
    [10, 1, 2.339140240962473342718678e-14],
    [17, 1, 1.773868356978557227228901e-23],
    [50, 1, 1.793773993291102604957308e-66],
    [50, 0, 37.49999999999999999998568],
  ] as const;
  const { value, gradients } = oracle.enclose(elementwise(
    "sigmoid_focal_loss",
    anchors.map(([x]) => x),
    anchors.map(([, t]) => t),
    focalParams,
    "f64",
  ));
  anchors.forEach(([, , wanted], i) => {
    assert(value.truth.lo[i] <= wanted && wanted <= value.truth.hi[i], `anchor ${i}`);
    assert(value.truth.hi[i] - value.truth.lo[i] <= 1e-13 * wanted, `anchor ${i} is wide`);
  });
  assertAlmostEquals(gradients.pred.truth.lo[0], -0.07457169878499658183857701, 1e-15);
});

Deno.test("rounded() gives the correctly rounded result in every format", () => {
  const call = (dtype: FloatDType) =>
    elementwise("sigmoid_focal_loss", [2], [1], focalParams, dtype);
  for (const dtype of ["f64", "f32", "f16", "bf16"] as const) {
    const rounded = oracle.rounded(oracle.enclose(call(dtype)), "value", 0);
    assertEquals(rounded, roundTo(4.508907088100938445982334e-4, dtype));
  }
});

Deno.test("rounded() decides ties, which only an exact point can", () => {
  // 0.5·d² with d = 1 + 2^-23 is 0.5 + 2^-23 + 2^-47: in bf16 no tie, but 1.00390625 = 1 + 2^-8 is.
  const call = elementwise("l1_loss", [1.00390625 + 1], [1], {}, "f32");
  const tie: Call = { ...call, dtype: "bf16", inputs: call.inputs };
  assertEquals(oracle.rounded(oracle.enclose(tie), "value", 0), 1);
});

Deno.test("stand() finds focal = 0 at a confident logit to be no honest evaluation", () => {
  for (let logit = 5; logit <= 14; logit += 0.25) {
    const enclosures = oracle.enclose(elementwise("sigmoid_focal_loss", [logit], [1], focalParams));
    assertEquals(oracle.stand(enclosures, "value", 0, 0).inside, false, `at ${logit}`);
  }
});

Deno.test("stand() finds an infinite cross entropy at a gap of 110 to be wrong", () => {
  const enclosures = oracle.enclose(crossEntropy([110, 0, 0], 1));
  assertEquals(oracle.stand(enclosures, "value", 0, Infinity).inside, false);
  assertEquals(oracle.stand(enclosures, "value", 0, NaN).inside, false);
  assertEquals(oracle.stand(enclosures, "value", 0, 110).inside, true);
});

Deno.test("stand() names the form that float32 code evaluates", () => {
  const f = Math.fround;
  const logit = 12;
  const p = f(1 / f(1 + f(Math.exp(-logit))));
  const bce = f(Math.log1p(f(Math.exp(-logit))));
  const throughPt = f(f(0.25) * f(f(f(1 - p) ** 2) * bce));
  const enclosures = oracle.enclose(elementwise("sigmoid_focal_loss", [logit], [1], focalParams));
  assertEquals(inside(oracle.stand(enclosures, "value", 0, throughPt)).form, "paper");
  const exactly = oracle.rounded(enclosures, "value", 0) ?? NaN;
  const best = inside(oracle.stand(enclosures, "value", 0, exactly));
  assertEquals(best.form, "stable");
  assert(best.multiple < 1);
});

Deno.test("stand() keeps float64 to one ulp, by MPFR", () => {
  const enclosures = oracle.enclose(elementwise("l1_loss", [0.3], [0.1], {}, "f64"));
  const answer = 0.3 - 0.1;
  const at = (steps: number) =>
    oracle.stand(enclosures, "value", 0, stepFloat(answer, steps, "f64"));
  assertEquals([at(-2), at(0), at(2)].map(({ inside }) => inside), [false, true, false]);
});

Deno.test("enclose() lets the mean of large numbers overflow on the way, and nothing else", () => {
  const numbers = [60000, 60000];
  const call = elementwise("l1_loss", numbers, [0, 0], {}, "f16");
  const mean = oracle.enclose({ ...call, reduction: "mean" });
  assertEquals(oracle.stand(mean, "value", 0, 60000).inside, true);
  assertEquals(oracle.stand(mean, "value", 0, Infinity).inside, true);
  const none = oracle.enclose(call);
  assertEquals(oracle.stand(none, "value", 0, Infinity).inside, false);
});

Deno.test("stand() takes infinity where honest rounding reaches it, though the truth does not", () => {
  // PyTorch's float16: the terms 54.5, 25.5 and 65440 add up to 65520, which rounds to infinity.
  const call = elementwise("smooth_l1_loss", [0, -25, 65440], [55, 1, 0], { beta: 1 }, "f16");
  const mean = oracle.enclose({ ...call, reduction: "mean" });
  assertEquals(oracle.stand(mean, "value", 0, Infinity).inside, true);
});

Deno.test("every form's gradient agrees under label smoothing, where one sum counts in every class", () => {
  const call = crossEntropy([0, 0], 0, "f64");
  const { gradients } = oracle.enclose({
    ...call,
    params: { ...call.params, label_smoothing: 0.5 },
  });
  for (const { name, lo, hi } of gradients.pred.forms) {
    assert(
      lo[0] <= -0.25 && -0.25 <= hi[0] && hi[0] - lo[0] < 1e-13,
      `${name}: [${lo[0]}, ${hi[0]}]`,
    );
  }
});

Deno.test("enclose() leaves ignored rows out of value, mean and gradient", () => {
  const row = [1, 2, 3];
  const one = crossEntropy(row, 2, "f64");
  const two: Call = {
    ...one,
    inputs: {
      pred: tensor("f64", [2, 3], [...row, 7, 8, 9]),
      label: tensor("i32", [2], [2, -100]),
    },
  };
  const [a, b] = [oracle.enclose(one), oracle.enclose(two)];
  assertEquals(oracle.rounded(a, "value", 0), oracle.rounded(b, "value", 0));
  assertEquals(b.gradients.pred.truth.hi.slice(3), new Float64Array(3));
});

Deno.test("stand() takes any mean over nothing, and no gradient of an ignored row but 0", () => {
  const enclosures = oracle.enclose(crossEntropy([1, 2, 3], -100));
  for (const answer of [NaN, 0]) {
    assertEquals(oracle.stand(enclosures, "value", 0, answer).inside, true);
  }
  assertEquals(oracle.stand(enclosures, "pred", 0, 0).inside, true);
  assertEquals(oracle.stand(enclosures, "pred", 0, 1).inside, false);
});

Deno.test("every form of every loss has the same value and the same gradients", () => {
  for (const spec of builtinSpecs.values()) {
    const calls = callArbitrary(spec, {
      dtype: "f64",
      rows: { max: 6 },
      classes: { max: 3 },
    });
    fc.assert(
      fc.property(calls, (call) => {
        const { value, gradients } = oracle.enclose(call);
        for (const { truth, forms } of [value, ...Object.values(gradients)]) {
          for (const form of forms) {
            for (let i = 0; i < truth.lo.length; i++) {
              assert(
                form.lo[i] <= truth.hi[i] && truth.lo[i] <= form.hi[i],
                `${spec.id}: ${form.name} is [${form.lo[i]}, ${form.hi[i]}], not ${truth.lo[i]}`,
              );
            }
          }
        }
      }),
      { numRuns: casesOf(12), seed: 7 },
    );
  }
});

Deno.test("enclose() refuses calls that do not fit the spec", () => {
  const call = elementwise("l1_loss", [1, 2], [0, 0], {});
  assertThrows(
    () => oracle.enclose({ ...call, loss: "l1_los" }),
    RangeError,
    'did you mean "l1_loss"',
  );
  assertThrows(
    () => oracle.enclose({ ...call, inputs: { ...call.inputs, target: tensor("f32", [1], [0]) } }),
    RangeError,
    "target has [1] on the axis *, another input has [2]",
  );
  assertThrows(() => oracle.enclose({ ...call, inputs: {} }), RangeError, "pred is missing");
});

/** A user's own spec, and its calls: the gradient is by the corners of `pred`. */
async function giouLoss(): Promise<Spec> {
  const text = await Deno.readTextFile(new URL("testdata/giou_loss.json", import.meta.url));
  return [
    ...resolveSpecs([{ file: "giou_loss.json", spec: parseSpec(text, "giou_loss.json") }]).values(),
  ][0];
}

function giouCall(pred: Box, target: Box, dtype: FloatDType = "f32"): Call {
  const names = ["x1", "y1", "x2", "y2"];
  const inputs = Object.fromEntries(
    [pred, target].flatMap((box, side) =>
      box.map((x, i) => [`${side ? "target" : "pred"}_${names[i]}`, tensor(dtype, [1], [x])])
    ),
  );
  return { loss: "giou_loss", dtype, inputs, params: {}, reduction: "none", gradients: true };
}

Deno.test("stand() asks nothing of GIoU at boxes without a size, where it is 0/0", async () => {
  const judge = await createOracle([await giouLoss()]);
  const none: Box = [0, 0, 0, 0];
  for (const dtype of floatDTypes) {
    const enclosures = judge.enclose(giouCall(none, none, dtype));
    for (const output of ["value", ...Object.keys(enclosures.gradients)]) {
      for (const answer of [NaN, 0, 1, -1]) {
        const standing = judge.stand(enclosures, output, 0, answer);
        assert(standing.inside && standing.weak, `${dtype} ${output}: ${answer}`);
      }
    }
    // The union has a size, so that there is a value.
    const { value } = judge.enclose(giouCall(none, [0, 0, 1, 1], dtype));
    assertEquals([value.overflow[0], value.truth.lo[0] <= 1, value.truth.hi[0] >= 1], [
      "none",
      true,
      true,
    ]);
  }
});

Deno.test("leaving() names what overflows in GIoU at the far end of float64", async () => {
  const judge = await createOracle([await giouLoss()]);
  const far = 8.99e307;
  const enclosures = judge.enclose(giouCall([-far, -far, far, far], [0, 0, far, far], "f64"));
  for (const output of ["value", "pred_x1"]) {
    assertEquals(judge.leaving(enclosures, output, 0)?.operation, "width * height");
    assert(!judge.stand(enclosures, output, 0, NaN).inside);
  }
});

Deno.test("stand() sees 1e-6 added to GIoU's union, in a user's own spec", async () => {
  const judge = await createOracle([await giouLoss()]);
  const f = Math.fround;
  const corner = fc.double({ min: 0, max: 1, noNaN: true });
  const side = fc.double({ min: 0.05, max: 0.5, noNaN: true });
  const box = fc.tuple(corner, corner, side, side)
    .map(([x, y, w, h]) => [f(x), f(y), f(x + w), f(y + h)] as const);
  let wrong = 0;
  fc.assert(
    fc.property(box, box, (p, t) => {
      const enclosures = judge.enclose(giouCall(p, t));
      assert(judge.stand(enclosures, "value", 0, giouInFloat32(p, t, 0)).inside);
      if (!judge.stand(enclosures, "value", 0, giouInFloat32(p, t, 1e-6)).inside) wrong++;
    }),
    { numRuns: 500, seed: 3 },
  );
  assert(wrong > 100, `only ${wrong} of 500 boxes show the epsilon`);
});

type Box = readonly [number, number, number, number];

/** Generalized IoU loss in float32, one rounding an operation, with something added to the union. */
function giouInFloat32(
  [ax1, ay1, ax2, ay2]: Box,
  [bx1, by1, bx2, by2]: Box,
  epsilon: number,
): number {
  const f = Math.fround;
  const area = (x1: number, y1: number, x2: number, y2: number) => f(f(x2 - x1) * f(y2 - y1));
  const w = Math.max(f(Math.min(ax2, bx2) - Math.max(ax1, bx1)), 0);
  const h = Math.max(f(Math.min(ay2, by2) - Math.max(ay1, by1)), 0);
  const inter = f(w * h);
  const union = f(f(f(area(ax1, ay1, ax2, ay2) + area(bx1, by1, bx2, by2)) - inter) + f(epsilon));
  const hull = area(Math.min(ax1, bx1), Math.min(ay1, by1), Math.max(ax2, bx2), Math.max(ay2, by2));
  return f(1 - f(f(inter / union) - f(f(hull - union) / hull)));
}

Deno.test("enclose() lets a gradient overflow where its slope does before what comes from above", () => {
  const [pred, target] = [tensor("f32", [2], [-3e38, 1]), tensor("f32", [2], [0.5, 0.5])];
  const enclosures = oracle.enclose({
    loss: "binary_cross_entropy_with_logits",
    dtype: "f32",
    inputs: { pred, target, pos_weight: tensor("f32", [], [2]) },
    params: { label_smoothing: 0, clip: null, log_floor: null, slope_floor: null },
    reduction: "mean",
    gradients: true,
    upstream: tensor("f32", [], [0.5]),
  });
  assertEquals(enclosures.gradients.target.overflow, ["any", "none"]);
});

Deno.test("enclose() lets a gradient overflow before it is divided by the number of elements", () => {
  const inputs = { pred: tensor("f32", [2], [1e-38, 0.5]), target: tensor("f32", [2], [1, 1]) };
  const params = { epsilon: 0, clip: null, log_floor: null, slope_floor: null };
  const call = { loss: "binary_cross_entropy", dtype: "f32", inputs, params } as const;
  const mean = { ...call, reduction: "mean", gradients: true } as const;
  const steep = oracle.enclose({ ...mean, upstream: tensor("f32", [], [6]) });
  assertEquals(steep.gradients.pred.overflow, ["infinite", "none"]);
  assertEquals(oracle.enclose(mean).gradients.pred.overflow, ["none", "none"]);
});

Deno.test("enclose() lets a dividend overflow where the quotient does not", () => {
  const enclosures = oracle.enclose({
    loss: "weighted_cross_entropy",
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [2, 2], [3e38, 0, 1, 0]),
      label: tensor("i32", [2], [1, 1]),
      weight: tensor("f32", [2], [2, 2]),
    },
    params: { ignore_index: -100, avg_factor: 4 },
    reduction: "none",
    gradients: false,
  });
  assertEquals(enclosures.value.overflow, ["infinite", "none"]);
});

Deno.test("stand() takes one side of a kink in every place: BCE has one slope at logit 0", () => {
  const loss = "binary_cross_entropy_with_logits";
  for (const target of [0, 0.25, 1]) {
    const enclosures = oracle.enclose(elementwise(loss, [0], [target], { label_smoothing: 0 }));
    const at = (slope: number) => oracle.stand(enclosures, "pred", 0, slope).inside;
    assert(at(0.5 - target));
    // max(x, 0) - x t + log(1 + exp(-|x|)) with the derivatives 0, or 1, of max and 0 of abs
    assert(!at(-target));
    assert(!at(1 - target));
  }
});

Deno.test("stand() lets an L1's derivative be anything between the slopes at its kink", () => {
  const enclosures = oracle.enclose(elementwise("l1_loss", [0.5], [0.5], {}));
  for (const slope of [-1, 0, 0.5, 1]) {
    assert(oracle.stand(enclosures, "pred", 0, slope).inside);
  }
  assert(!oracle.stand(enclosures, "pred", 0, 1.001).inside);
});
