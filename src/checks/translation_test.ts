import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { floatDTypes, roundTo } from "../tensor/mod.ts";
import { checkOf, elementwise, faultOf, lossesWith, mistaken, truth, verdict } from "./_trial.ts";

const detail = "translation_invariant/pred_target";

Deno.test("translationInvariant() passes the truth of every loss of a difference", () => {
  for (const loss of lossesWith("translation_invariant")) {
    assertEquals(verdict(checkOf(loss, detail), truth).status, "pass", loss);
  }
});

Deno.test("translationInvariant() catches an error that is taken relative to the target", () => {
  const relative = elementwise("l1_loss", ({ pred, target }) => {
    const scale = Math.max(1, Math.abs(target));
    return [Math.abs(pred - target) / scale, Math.sign(pred - target) / scale];
  });
  faultOf(checkOf("l1_loss", detail), relative);
});

Deno.test("translationInvariant() catches inputs that are narrowed before they are subtracted", () => {
  const narrowed = mistaken("smooth_l1_loss", (call) => ({
    ...call,
    inputs: Object.fromEntries(
      Object.entries(call.inputs).map(([name, given]) => [
        name,
        { ...given, data: Float32Array.from(given.data, (x) => roundTo(x, "bf16")) },
      ]),
    ),
  }));
  faultOf(checkOf("smooth_l1_loss", detail), narrowed);
});

Deno.test("translationInvariant() adds one constant that is exact in every format, and not 0", () => {
  for (const dtype of floatDTypes) {
    for (
      const { calls, facts } of fc.sample(checkOf("l1_loss", detail, dtype).trials, {
        numRuns: 100,
        seed: 3,
      })
    ) {
      const [before, after] = calls.map(({ inputs }) => inputs);
      assert(facts.shift !== 0, dtype);
      for (const name of ["pred", "target"]) {
        const shifts = after[name].data.map((x, i) => x - before[name].data[i]);
        assertEquals(new Set(shifts), new Set([facts.shift]));
      }
    }
  }
});
