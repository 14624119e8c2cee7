import { assertEquals } from "@std/assert";
import { changesBetween, type Snapshot } from "./project.ts";

const before: Snapshot = new Map([["work", "folder"], ["work/a", "1"], ["work/b", "1"]]);

const changes = (after: readonly (readonly [string, string])[], writes: string[], killed = false) =>
  changesBetween(before, new Map(after), writes, killed);

Deno.test("changesBetween() names what was made, changed and removed outside of what may change", () => {
  const after = [["work", "folder"], ["work/a", "2"], ["home/c", "1"], [
    "work/out/d",
    "1",
  ]] as const;
  assertEquals(changes(after, ["out"]), ["changed work/a", "removed work/b", "made home/c"]);
  assertEquals(changes(after, ["out", "a", "b", "../home/c"]), []);
});

Deno.test("changesBetween() calls half-written files litter, unless a process was killed", () => {
  const after = [...before, ["work/out/.d.1.tmp", "1"], ["work/.golden.1.old/e", "1"]] as const;
  assertEquals(changes(after, ["out"]), ["left work/out/.d.1.tmp", "left work/.golden.1.old/e"]);
  assertEquals(changes(after, ["out"], true), []);
});
