import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { builtinSpecs } from "./builtin.ts";
import { denominatorsOf, inDialect } from "./dialect.ts";
import type { Capability, Spec } from "./mod.ts";

function specOf(loss: string): Spec {
  const spec = builtinSpecs.get(loss);
  if (spec === undefined) throw new RangeError(`Cannot test "${loss}": no such loss`);
  return spec;
}

function judged(loss: string, dialect: Capability["dialect"]): Spec | undefined {
  return inDialect(builtinSpecs, dialect === undefined ? {} : { [loss]: { dialect } }).get(loss);
}

Deno.test("inDialect() replaces the denominators that the dialect names", () => {
  const spec = judged("cross_entropy", { reduction: "mean_over_rows" });
  assertEquals(spec?.reduction.denominators, { mean: { of: "rows" } });
});

Deno.test("inDialect() keeps the denominators that the dialect does not name", () => {
  const spec = specOf("cross_entropy");
  const sum = { sum: { of: "rows" as const } };
  const reduction = { ...spec.reduction, dialects: { divided_sum: sum } };
  const capability: Capability = { dialect: { reduction: "divided_sum" } };
  const specs = inDialect(new Map([[spec.id, { ...spec, reduction }]]), { [spec.id]: capability });
  const expected = { ...spec.reduction.denominators, ...sum };
  assertEquals(specs.get(spec.id)?.reduction.denominators, expected);
  assertEquals(denominatorsOf({ ...spec, reduction }, capability), expected);
});

Deno.test("inDialect() keeps the parameters' defaults where a dialect fixes values", () => {
  const loss = "binary_cross_entropy";
  assertStrictEquals(judged(loss, { params: { epsilon: 1e-7 } }), specOf(loss));
});

Deno.test("inDialect() keeps the specs of losses without a dialect", () => {
  for (const [loss, spec] of builtinSpecs) assertStrictEquals(judged(loss, undefined), spec);
});

Deno.test("inDialect() refuses a dialect that the loss has not", () => {
  assertThrows(
    () => judged("cross_entropy", { reduction: "mean_over_weights" }),
    RangeError,
    'Cannot judge "cross_entropy" in the reduction dialect "mean_over_weights": ' +
      "it has no such dialect (known: mean_over_rows, mean_over_valid_rows)",
  );
});

Deno.test("inDialect() refuses a parameter that the loss has not", () => {
  assertThrows(
    () => judged("binary_cross_entropy", { params: { eps: 1e-7 } }),
    RangeError,
    'Cannot judge "binary_cross_entropy" in a dialect: it has no parameter "eps" (known: epsilon, clip, log_floor, slope_floor)',
  );
});
