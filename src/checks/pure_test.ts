import { assertEquals } from "@std/assert";
import type { Call, Result } from "../spec/mod.ts";
import type { InvariantOf } from "./builder.ts";
import { honestAnswer, type Leaning } from "./_honest.ts";
import { pure } from "./pure.ts";
import {
  changed,
  checkOf,
  type Evaluate,
  lossesWith,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";

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

Deno.test("pure() lets answers that are not reproducible differ by honest rounding, and by no more", () => {
  const loss = "cross_entropy";
  const spec = specOf(loss);
  const setting = settingOf(loss);
  const varying = (answer: (lean: Leaning, call: Call) => Result): Evaluate => {
    let turn = 0;
    return (call) => answer(++turn % 4 < 2 ? "low" : "high", call);
  };
  const honest = varying((lean, call) =>
    honestAnswer(spec, setting.world.oracle, ["pred"], call, () => lean)
  );
  const [invariant] = spec.invariants.filter(({ kind }) => kind === "pure");
  const checkWhere = (reproducible: boolean) =>
    pure(spec, invariant as InvariantOf<"pure">, {
      ...setting,
      capability: { ...setting.capability, reproducible },
    });
  assertEquals(verdict(checkWhere(true), honest).status, "fail");
  assertEquals(verdict(checkWhere(false), honest).status, "pass");
  const racing = varying((lean, call) => lean === "low" ? truth(call) : halved(call));
  const halved = changed(loss, { value: (x) => x / 2 });
  assertEquals(verdict(checkWhere(false), racing).status, "fail");
});
