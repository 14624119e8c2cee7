import { assertEquals } from "@std/assert";
import {
  canHave,
  hasGradient,
  hasInput,
  hasParam,
  hasReduction,
  reductionsOf,
  settledValue,
} from "../spec/internal.ts";
import { distance, probability } from "./_sample_specs.ts";

Deno.test("reductionsOf() keeps the spec's order and what the capability has", () => {
  assertEquals(reductionsOf(distance, undefined), ["mean", "none", "sum"]);
  assertEquals(reductionsOf(distance, { reductions: ["sum", "mean"] }), ["mean", "sum"]);
  assertEquals(hasReduction(distance, { reductions: ["sum"] }, "mean"), false);
  assertEquals(hasReduction(distance, {}, "mean"), true);
});

Deno.test("hasInput() is true of required inputs and of optional ones that are taken", () => {
  assertEquals(hasInput(distance, { optional: [] }, "target"), true);
  assertEquals(hasInput(distance, { optional: [] }, "weight"), false);
  assertEquals(hasInput(distance, {}, "weight"), true);
  assertEquals(hasInput(distance, undefined, "label"), false);
});

Deno.test("hasGradient() needs both the spec and the capability", () => {
  assertEquals(hasGradient(distance, undefined, "target"), true);
  assertEquals(hasGradient(distance, { gradients: ["pred"] }, "target"), false);
  assertEquals(hasGradient(probability, undefined, "target"), false);
  assertEquals(hasGradient(distance, {}, "pred"), false);
});

Deno.test("hasParam() is false of parameters that are not taken or fixed by the dialect", () => {
  assertEquals(hasParam(distance, { params: ["times"] }, "beta"), false);
  assertEquals(hasParam(distance, {}, "beta"), true);
  assertEquals(hasParam(distance, { dialect: { params: { beta: 2 } } }, "beta"), false);
  assertEquals(hasParam(probability, undefined, "beta"), false);
});

Deno.test("hasParam() is true of a dialect parameter only where the capability names it", () => {
  assertEquals(hasParam(probability, undefined, "epsilon"), false);
  assertEquals(hasParam(probability, {}, "epsilon"), false);
  const params = ["epsilon"];
  assertEquals(hasParam(probability, { params }, "epsilon"), true);
  assertEquals(
    hasParam(probability, { params, dialect: { params: { epsilon: 0 } } }, "epsilon"),
    false,
  );
});

Deno.test("settledValue() is the declared value, else the default", () => {
  assertEquals(settledValue(probability, { dialect: { params: { epsilon: 0 } } }, "epsilon"), 0);
  assertEquals(settledValue(probability, {}, "epsilon"), 1e-12);
});

Deno.test("canHave() is true of any value of a free parameter, and of the settled one", () => {
  assertEquals(canHave(distance, {}, "beta", 7), true);
  assertEquals(canHave(distance, { params: [] }, "beta", 7), false);
  assertEquals(canHave(distance, { params: [] }, "beta", 1), true);
  assertEquals(canHave(distance, undefined, "gamma", 1), false);
});
