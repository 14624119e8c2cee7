import { assert, assertEquals } from "@std/assert";
import { Adjoints, type Rounded } from "./adjoints.ts";

/** Slots: 0 is read by 1 and 2, both of them by 3. */
function diamond(exact: readonly number[], rounded: Rounded): readonly number[] {
  const adjoints = new Adjoints(Uint8Array.from(exact));
  adjoints.start(3);
  const most: number[] = [adjoints.visit(3)];
  adjoints.pass(2, 1, 1, 0);
  adjoints.pass(1, -1, -1, 0);
  most.push(adjoints.visit(2));
  adjoints.pass(0, 2, 2, 0, rounded);
  most.push(adjoints.visit(1));
  adjoints.pass(0, 2, 2, 0, rounded);
  most.push(adjoints.visit(0));
  return most;
}

Deno.test("what is used twice with both signs does not move the result", () => {
  const [, , , most] = diamond([0, 0, 0, 0], "at once");
  assert(0 <= most && most < 1e-12, `${most}`);
});

Deno.test("an error that may be missing in one use moves the result by that use", () => {
  const [, , , most] = diamond([0, 0, 0, 0], "apart");
  assert(2 <= most && most < 2 + 1e-12, `${most}`);
});

Deno.test("an error that one of two exact uses brings in later moves the result by that use", () => {
  // 0 is read by 1, which is exact, and that by 2 and 3, which are exact, too; 4 is 3 - 2.
  for (const slope of [2, -2]) {
    const adjoints = new Adjoints(new Uint8Array(5));
    adjoints.start(4);
    adjoints.visit(4);
    adjoints.pass(3, 1, 1, 0);
    adjoints.pass(2, -1, -1, 0);
    for (const use of [3, 2]) {
      adjoints.visit(use);
      adjoints.pass(1, slope, slope, 0, "later");
    }
    const once = adjoints.visit(1);
    adjoints.pass(0, 1, 1, 0, "later");
    const most = adjoints.visit(0);
    for (const one of [once, most]) assert(2 <= one && one < 2 + 1e-12, `${one}`);
  }
});

Deno.test("nothing is passed to what is exact", () => {
  assertEquals(diamond([1, 0, 0, 0], "at once")[3], 0);
});

Deno.test("a slope that is not known exactly widens the adjoint", () => {
  const adjoints = new Adjoints(Uint8Array.of(0, 0));
  adjoints.start(1);
  adjoints.visit(1);
  adjoints.pass(0, 1, 3, 0);
  const most = adjoints.visit(0);
  assert(3 <= most && most < 3 + 1e-12, `${most}`);
});
