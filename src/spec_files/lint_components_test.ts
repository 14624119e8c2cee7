import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { lintComponents } from "./lint_components.ts";

function problemsOf(map: Record<string, string>, of = ["pred", "target"], when = {}): string[] {
  const problems: string[] = [];
  const invariant = { kind: "components", level: "must", of, map, when } as const;
  const spec = builtinSpecs.get("giou_loss")!;
  lintComponents(spec, invariant, (path, what) => problems.push(`${path} ${what}`));
  return problems;
}

Deno.test("lintComponents() has nothing against reflections and the exchange of the axes", () => {
  assertEquals(problemsOf({ x1: "-x2", x2: "-x1" }), []);
  assertEquals(problemsOf({ x1: "y1", y1: "x1", x2: "y2", y2: "x2" }), []);
});

Deno.test("lintComponents() names entries that are not there", () => {
  assertEquals(problemsOf({ x1: "-x3", x3: "-x1" }, ["pred"]), [
    'map names an unknown entry of pred "x3": did you mean "x1"?',
  ]);
});

Deno.test("lintComponents() refuses what loses an entry", () => {
  assertEquals(problemsOf({ x1: "x2" }), [
    "map must move each of the entries that it names to the place of one of them",
  ]);
});

Deno.test("lintComponents() refuses boxes that would be none", () => {
  for (const map of [{ x1: "-x1" }, { x1: "x2", x2: "x1" }, { x2: "y2", y2: "x2" }]) {
    assertEquals(problemsOf(map, ["pred"]), ["map puts corners of pred out of order"]);
  }
});

Deno.test("lintComponents() names parameters that are not there", () => {
  assertEquals(problemsOf({ x1: "-x2", x2: "-x1" }, ["pred"], { epss: 0 }), [
    'when names an unknown parameter "epss": did you mean "eps"?',
  ]);
});
