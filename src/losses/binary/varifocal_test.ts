import { assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { varifocalLoss } from "./varifocal.ts";

const oracle = await createOracle([builtinSpecs.get("varifocal_loss")!]);

// 25 digits each, computed with mpmath at 60.
const anchors: readonly Anchor[] = [
  {
    pred: 1,
    target: 0.5,
    value: "0.4066308437591114170244977",
    slope: "0.1155292893150024396255796",
  },
  { pred: 1, target: 0, value: "0.526401227558538731791233", slope: "0.5761760423994882277215" },
  { pred: 0, target: 0.75, value: "0.5198603854199589820629241", slope: "-0.1875" },
  {
    pred: -2,
    target: 1,
    value: "2.126928011042972496443727",
    slope: "-0.8807970779778824440597291",
  },
];

Deno.test("varifocal loss has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "varifocal_loss", anchor, 4);
});

function valuesOf(x: readonly number[], q: readonly number[], isIouWeighted: boolean): number[] {
  const value = new Float64Array(x.length);
  const options = { alpha: 0.75, gamma: 2, isIouWeighted };
  varifocalLoss(Float64Array.from(x), Float64Array.from(q), options, { value, gradient: null });
  return [...value];
}

Deno.test("varifocalLoss() takes the smallest quality for a positive, and 0 for a negative", () => {
  const [positive, negative] = valuesOf([0, 0], [Number.MIN_VALUE, 0], true);
  assertEquals([positive, negative], [Number.MIN_VALUE, 0.1875 * Math.LN2]);
  assertEquals(valuesOf([0], [Number.MIN_VALUE], false), [Math.LN2]);
});

Deno.test("varifocalLoss() stays finite at the largest logits, and has slopes of gamma < 1 at sure negatives", () => {
  const gradient = new Float64Array(3);
  const value = new Float64Array(3);
  const options = { alpha: 0.75, gamma: 0.5, isIouWeighted: true };
  const x = Float64Array.of(Number.MAX_VALUE, -Number.MAX_VALUE, -800);
  varifocalLoss(x, Float64Array.of(0, 0, 0), options, { value, gradient });
  assertEquals([...value], [0.75 * Number.MAX_VALUE, 0, 0]);
  assertEquals([...gradient], [0.75, 0, 0]);
});
