import { assertEquals, assertThrows } from "@std/assert";
import { fail } from "./fail.ts";

const at = { why: "The value is wrong", call: 0, output: "value", element: 3 };

Deno.test("fail() makes a fault a failed judgement", () => {
  const fault = { ...at, expected: 1, got: 2, allowed: [0.5, 1.5] as const };
  assertEquals(fail(fault), { status: "fail", ...fault });
  assertEquals(fail({ ...at, expected: NaN, got: 2 }).status, "fail");
  assertEquals(fail({ ...at, expected: 0, got: -0 }).status, "fail");
  assertEquals(fail({ why: "The call was not answered", call: 0 }).status, "fail");
});

Deno.test("fail() stops where the judge contradicts itself", () => {
  const contradictions = [
    { ...at, expected: NaN, got: NaN },
    { ...at, expected: 1, got: 1 },
    { ...at, expected: 1, got: 2, allowed: [3, 2] as const },
    { ...at, got: 2, allowed: [NaN, 2] as const },
  ];
  for (const fault of contradictions) {
    assertThrows(() => fail(fault), TypeError, "value[3]");
  }
});
