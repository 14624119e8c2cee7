import { assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { smoothedBinaryCrossEntropy } from "./smoothed_bce.ts";

const oracle = await createOracle([builtinSpecs.get("smoothed_bce")!]);

// 25 digits each, by mpmath at 80.
const anchors: readonly Anchor[] = [
  {
    pred: 1,
    target: 1,
    params: { smoothing: 0.125 },
    value: "0.3757616875182228340489955",
    slope: "-0.2064414213699951207488408",
  },
  {
    pred: 1,
    target: 0,
    params: { smoothing: 0.125 },
    value: "1.250761687518222834048995",
    slope: "0.6685585786300048792511592",
  },
  {
    pred: 1,
    target: 1,
    params: { smoothing: 0.25, classes: 3 },
    value: "0.4799283541848895007156622",
    slope: "-0.1022747547033284540821741",
  },
  {
    pred: -3,
    target: 0.25,
    params: { smoothing: 0.5, classes: 80 },
    value: "0.4423373515737420587589259",
    slope: "-0.08382412682243321912115185",
  },
  {
    pred: 1,
    target: 1,
    params: { smoothing: 0.125, flip: 1 },
    value: "0.4382616875182228340489955",
    slope: "-0.1439414213699951207488408",
  },
];

Deno.test("smoothed_bce has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "smoothed_bce", anchor, 8);
});

function evaluate(x: number, t: number, smoothing: number, flip: boolean) {
  const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
  const options = { smoothing, classes: 2, flip };
  smoothedBinaryCrossEntropy(Float64Array.of(x), Float64Array.of(t), options, out);
  return { value: out.value[0], slope: out.gradient[0] };
}

Deno.test("smoothedBinaryCrossEntropy() of a flipped target has twice the smoothing of halves", () => {
  for (const t of [0, 0.25, 1]) {
    assertEquals(evaluate(1.5, t, 0.125, true), evaluate(1.5, t, 0.25, false));
  }
});

Deno.test("smoothedBinaryCrossEntropy() keeps a smoothing that 1 would swallow", () => {
  const { value, slope } = evaluate(1024, 1, 2 ** -60, false);
  assertEquals(value, 2 ** -51);
  assertEquals(slope, 2 ** -61);
});
