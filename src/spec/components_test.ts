import { assertEquals } from "@std/assert";
import { builtinSpecs } from "./mod.ts";
import { entryNames, movesOf } from "./components.ts";

const spec = builtinSpecs.get("giou_loss")!;

Deno.test("movesOf() says where each entry comes from, and its sign", () => {
  assertEquals(movesOf(spec, "pred", { x1: "-x2", x2: "-x1" }), [
    { from: 2, sign: -1 },
    { from: 1, sign: 1 },
    { from: 0, sign: -1 },
    { from: 3, sign: 1 },
  ]);
});

Deno.test("entryNames() has the names along the last axis, or none", () => {
  assertEquals(entryNames(spec, "pred"), ["x1", "y1", "x2", "y2"]);
  assertEquals(entryNames(spec, "weight"), []);
});
