import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { candidatesFor } from "./candidates.ts";
import { conditionProblem, fitsCondition } from "./condition.ts";

const focal = builtinSpecs.get("sigmoid_focal_loss")!;
const softmax = builtinSpecs.get("cross_entropy")!;

function focalCall(params: Call["params"], pred: number[], target: number[]): Call {
  const [p, t] = [pred, target].map((values) => tensor("f64", [values.length], values));
  return {
    loss: focal.id,
    dtype: "f64",
    inputs: { pred: p, target: t },
    params: { gamma: 2, alpha: 0.25, clip: null, ...params },
    reduction: "none",
    gradients: false,
  };
}
const fits = (when: string, ...calls: Call[]) => fitsCondition(when, { calls, facts: {} }, focal);

Deno.test("fitsCondition() reads parameters, inputs and what is given", () => {
  const call = focalCall({ alpha: 0 }, [0, 20], [1, 0.5]);
  for (const when of ["alpha == 0", "gamma > 1 && pred >= 20", "target == 1", "given(alpha)"]) {
    assert(fits(when, call), when);
  }
  for (
    const when of ["alpha != 0", "pred == 20 && target == 1", "given(weight)", "!given(gamma)"]
  ) {
    assert(!fits(when, call), when);
  }
});

Deno.test("fitsCondition() compares what is not given with nothing", () => {
  const call = focalCall({ alpha: null }, [0], [1]);
  for (const when of ["alpha == 0", "alpha < 1", "alpha >= 0", "weight == 1 && alpha == 0"]) {
    assert(!fits(when, call), when);
  }
  assert(fits("!given(alpha)", call));
});

Deno.test("fitsCondition() holds in a case where it holds in one of its calls", () => {
  const [one, other] = [0.25, 0].map((alpha) => focalCall({ alpha }, [1], [0]));
  assert(fits("alpha == 0", one, other));
  assert(!fits("alpha == 0", one, one));
  assert(!fits("alpha == 0", { ...other, loss: "another_loss" }));
});

Deno.test("fitsCondition() takes calls that are there to be refused", () => {
  const call = focalCall({}, [1], [0]);
  const target = tensor("f64", [3], [1, 1, 1]);
  const broken = { ...call, inputs: { ...call.inputs, target } };
  assert(fits("gamma == 2", broken));
});

Deno.test("conditionProblem() says what cannot be read, of every loss", () => {
  const problems: readonly [when: string, problem: string][] = [
    ["alpa == 0", 'Unknown name "alpa": did you mean "alpha"?'],
    ["given(alpa)", 'Unknown name "alpa"'],
    ["alpha", "must be a comparison"],
    ["alpha ==", "formula"],
    ["import('x')", "Cannot use this in a formula"],
  ];
  for (const [when, problem] of problems) {
    assertStringIncludes(conditionProblem(when, focal) ?? "", problem);
  }
  for (const when of ["alpha == 0", "!given(alpha) || gamma < 1", "abs(pred - target) > 1e-9"]) {
    assertEquals(conditionProblem(when, focal), undefined);
  }
  assertEquals(conditionProblem("C == 1 && label == 0 && max(pred) > 80", softmax), undefined);
});

Deno.test("candidatesFor() suggests conditions that can be read, and hold in the case", () => {
  for (const spec of builtinSpecs.values()) {
    fc.assert(
      fc.property(callArbitrary(spec, { dtype: "f32" }), (call) => {
        const trial = { calls: [call], facts: {} };
        const candidates = candidatesFor({ trial, fault: { why: "", call: 0 } }, spec);
        for (const when of candidates) {
          assertEquals(conditionProblem(when, spec), undefined, when);
          assert(fitsCondition(when, trial, spec), when);
        }
      }),
      { seed: 5, numRuns: 20 },
    );
  }
});
