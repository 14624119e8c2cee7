import { assertEquals } from "@std/assert";
import { checkOf, type Evaluate, lossesWith, truth, verdict } from "./_trial.ts";

Deno.test("pure() passes the truth of every loss", () => {
  for (const loss of lossesWith("pure")) {
    assertEquals(verdict(checkOf(loss, "pure"), truth, 20), { status: "pass" }, loss);
  }
});

Deno.test("pure() catches a buffer that adds up over calls", () => {
  let total = 0;
  const leaking: Evaluate = (call) => {
    const right = truth(call);
    if (!("value" in right)) return right;
    const data = right.value.data.map((x) => x + total);
    total += 1;
    return { ...right, value: { ...right.value, data } };
  };
  assertEquals(verdict(checkOf("cross_entropy", "pure"), leaking).status, "fail");
});

Deno.test("pure() tells 0 from -0 and takes NaN for NaN", () => {
  let turn = 0;
  const alternating = (zero: number): Evaluate => (call) => {
    const right = truth(call);
    if (!("value" in right)) return right;
    turn += 1;
    const value = turn % 3 === 0 ? zero : 0;
    return { ...right, value: { ...right.value, data: right.value.data.map(() => value) } };
  };
  assertEquals(verdict(checkOf("l1_loss", "pure"), alternating(-0)).status, "fail");
  assertEquals(verdict(checkOf("l1_loss", "pure"), alternating(0)).status, "pass");
  const undefinedOnes: Evaluate = (call) => {
    const right = truth(call);
    if (!("value" in right)) return right;
    return { ...right, value: { ...right.value, data: right.value.data.map(() => NaN) } };
  };
  assertEquals(verdict(checkOf("l1_loss", "pure"), undefinedOnes).status, "pass");
});
