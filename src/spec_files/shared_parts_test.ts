import { assertEquals } from "@std/assert";
import type { Formula } from "../spec/mod.ts";
import { withSharedParts } from "./shared_parts.ts";

const formula = (textbook: string, own: Formula["let"] = {}): Formula => ({
  let: own,
  forms: { textbook },
  renamed: {},
  gradient_forms: {},
});

function partsFor(one: Formula, uses: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const { let: parts } = withSharedParts(
    one,
    uses,
    (path, what) => problems.push(`${path} ${what}`),
  );
  return problems.length > 0 ? problems : Object.keys(parts);
}

Deno.test("withSharedParts() puts in the parts that are read, and those that these read, in their order", () => {
  assertEquals(partsFor(formula("overlap"), ["box"]), ["overlap_x", "overlap_y", "overlap"]);
  assertEquals(partsFor(formula("pred.x2 - pred.x1"), ["box"]), []);
  assertEquals(partsFor(formula("a", { a: "hull" }), ["box"]), ["hull_x", "hull_y", "hull", "a"]);
});

Deno.test("withSharedParts() leaves a part of the spec's own name to it", () => {
  const own = { overlap: "max(overlap_x, 0)" };
  const { let: parts } = withSharedParts(formula("overlap", own), ["box"], () => {});
  assertEquals(parts.overlap, own.overlap);
});

Deno.test("withSharedParts() says which parts are unknown", () => {
  assertEquals(partsFor(formula("overlap"), ["boks"]), [
    'uses[0] names unknown parts "boks": did you mean "box"?',
  ]);
});
