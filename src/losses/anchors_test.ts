import { assert, assertEquals } from "@std/assert";
import { tensor } from "../tensor/mod.ts";
import { floatIndex } from "../tensor/internal.ts";
import { evaluateReference } from "./reference.ts";

/** Value and gradient by pred of one element, float64. */
function evaluateOne(
  loss: string,
  pred: number,
  target: number,
  params: Readonly<Record<string, number | null>>,
): { readonly value: number; readonly gradient: number } {
  const result = evaluateReference({
    loss,
    dtype: "f64",
    inputs: { pred: tensor("f64", [1], [pred]), target: tensor("f64", [1], [target]) },
    params,
    reduction: "sum",
    gradients: true,
  });
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return { value: result.value.data[0], gradient: result.gradients.pred.data[0] };
}

function assertWithinUlps(actual: number, expected: number, ulps: number, what: string): void {
  const distance = floatIndex(actual, "f64") - floatIndex(expected, "f64");
  const apart = distance < 0n ? -distance : distance;
  assert(
    apart <= BigInt(ulps),
    `${what}: got ${actual}, expected ${expected}, ${apart} ulps apart`,
  );
}

// 25 digits each, computed with mpmath at 60; the parser rounds them correctly.
const crossEntropies: readonly (readonly [x: number, t: number, value: string])[] = [
  [0, 1, "0.6931471805599453094172321"],
  [16, 1, "1.125351683871768150213415e-7"],
  [17, 1, "4.13993763308974744770836e-8"],
  [100, 1, "3.720075976020835964434563e-44"],
  [-100, 1, "100"],
  [1, 0.5, "0.8132616875182228340489955"],
];

Deno.test("evaluateReference() gives the 25-digit values of binary cross entropy", () => {
  for (const [x, t, value] of crossEntropies) {
    const got = evaluateOne("binary_cross_entropy_with_logits", x, t, {});
    assertWithinUlps(got.value, Number(value), 2, `bce(${x}, ${t})`);
  }
});

const focals: readonly (readonly [x: number, positive: string, negative: string])[] = [
  [0, "0.04332169878499658183857701", "0.129965096354989745515731"],
  [2, "4.508907088100938445982334e-4", "1.237558634566056654143712"],
  [10, "2.339140240962473342718678e-14", "7.499353093509675028377368"],
  [16, "3.562909204470726698349079e-22", "11.99999738355761994181117"],
  [17, "1.773868356978557227228901e-23", "12.74999897536547694408706"],
  [50, "1.793773993291102604957308e-66", "37.49999999999999999998568"],
];

Deno.test("evaluateReference() gives the 25-digit values of focal loss for both targets", () => {
  for (const [x, positive, negative] of focals) {
    const of = (t: number) => evaluateOne("sigmoid_focal_loss", x, t, { gamma: 2, alpha: 0.25 });
    assertWithinUlps(of(1).value, Number(positive), 4, `focal(${x}, 1)`);
    assertWithinUlps(of(0).value, Number(negative), 4, `focal(${x}, 0)`);
  }
});

Deno.test("evaluateReference() gives the 25-digit gradients of focal loss", () => {
  const atZero = evaluateOne("sigmoid_focal_loss", 0, 1, { gamma: 2, alpha: 0.25 });
  assertWithinUlps(atZero.gradient, Number("-0.07457169878499658183857701"), 4, "gamma 2");
  const root = evaluateOne("sigmoid_focal_loss", 20, 1, { gamma: 0.5, alpha: null });
  assertWithinUlps(root.value, Number("9.357622949552676163374714e-14"), 4, "gamma 0.5");
  assertWithinUlps(
    root.gradient,
    Number("-1.403643440504151584161901e-13"),
    4,
    "gamma 0.5 gradient",
  );
});

Deno.test("evaluateReference() gives the focal value of a soft target by q = p + t - 2pt", () => {
  const { value } = evaluateOne("sigmoid_focal_loss", 1, 0.25, { gamma: 2, alpha: null });
  assert(Math.abs(value - 0.402844660483156) < 1e-15, `got ${value}`);
});

Deno.test("evaluateReference() has 4 and slope 4 for the squared error of 3 against 1", () => {
  assertEquals(evaluateOne("mse_loss", 3, 1, {}), { value: 4, gradient: 4 });
});
