import { assertEquals } from "@std/assert";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { parseSpec, resolveSpecs } from "../spec_files/mod.ts";
import { gradientAgreement } from "./agreement.ts";
import { tensor } from "../tensor/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import { evaluateReference } from "../losses/mod.ts";
import { complete, faultOf, settingOf, specOf, verdict } from "./_trial.ts";
import type { Check } from "./check.ts";
import { oneSide } from "./one_side.ts";

/** The reference, with other slopes where both inputs are equal. */
function sloping(slopes: readonly [pred: number, target: number]) {
  return (call: Call) => {
    const right = evaluateReference(call);
    if (!("value" in right) || right.gradients === undefined) return right;
    const { pred, target } = call.inputs;
    const gradients = ["pred", "target"].map((name, k) => {
      const known = right.gradients![name];
      const data = Array.from(known.data, (g, i) => {
        const above = call.upstream?.data[call.reduction === "none" ? i : 0] ?? 1;
        const share = call.reduction === "mean" ? above / pred.data.length : above;
        return pred.data[i] === target.data[i] ? slopes[k] * share : g;
      });
      return [name, tensor(known.dtype, known.shape, data)];
    });
    return { ...right, gradients: Object.fromEntries(gradients) };
  };
}

function only(loss: string): Check {
  const [check] = oneSide(specOf(loss), settingOf(loss));
  return check;
}

Deno.test("oneSide() lets an implementation take either side of a kink, or any slope between", () => {
  for (const side of [1, 0, -1, 0.25]) {
    assertEquals(verdict(only("l1_loss"), sloping([side, -side]), 200).status, "pass");
  }
});

Deno.test("oneSide() catches slopes of two sides", () => {
  for (const slopes of [[1, 1], [-1, -1], [0, 1]] as const) {
    const { output, law } = faultOf(only("l1_loss"), sloping(slopes), 400);
    assertEquals([output, law?.terms.map(({ output }) => output)], ["pred", ["pred", "target"]]);
  }
});

Deno.test("oneSide() has a check for each two gradients of one shape", () => {
  for (const spec of builtinSpecs.values()) {
    const shapes = gradientInputsOf(spec, complete(spec)).map((name) =>
      `${spec.inputs[name].shape}`
    );
    const pairs = shapes.flatMap((shape, i) =>
      shapes.slice(i + 1).filter((other) => other === shape)
    );
    const musts = oneSide(spec, settingOf(spec.id)).filter(({ level }) => level === "must");
    assertEquals(musts.length, pairs.length);
  }
});

/** A loss whose max and min have a kink at the same place, and the world that knows it. */
async function mixing(formula: string) {
  const spec = parseSpec(
    JSON.stringify({
      id: "mixing",
      title: "Mixing",
      family: "regression",
      summary: "Mixing",
      inputs: { pred: { shape: ["*"], grad: true }, target: { shape: ["*"] } },
      output: ["*"],
      reduction: { modes: ["none"] },
      formula: { forms: { textbook: formula } },
    }),
    "mixing.json",
  );
  const specs = resolveSpecs([{ file: "mixing.json", spec }]);
  const oracle = await createOracle(specs.values());
  const capability = { gradients: ["pred"] };
  const world = { specs, oracle, capabilities: { mixing: capability } };
  return { spec: specs.get("mixing")!, setting: { dtype: "f32", capability, world } as const };
}

/** The right answers to 2 max + min, or to max + min, with another slope where both are equal. */
function tied(weight: number, slope: number) {
  return ({ dtype, inputs: { pred, target }, upstream, gradients }: Call): Result => {
    const of = (f: (p: number, t: number, i: number) => number) =>
      tensor(dtype, pred.shape, Array.from(pred.data, (p, i) => f(p, target.data[i], i)));
    const value = of((p, t) => weight * Math.max(p, t) + Math.min(p, t));
    const by = of((p, t, i) => (upstream?.data[i] ?? 1) * (p === t ? slope : p > t ? weight : 1));
    return { value, ...gradients && { gradients: { pred: by } } };
  };
}

Deno.test("at a kink of the loss atoms may take sides of their own, and should take one", async () => {
  const { spec, setting } = await mixing("2 * max(pred, target) + min(pred, target)");
  const [check] = oneSide(spec, setting);
  assertEquals([check.id, check.level], ["mixing/one_side/pred", "should"]);
  const [gradient] = gradientAgreement(spec, setting);
  for (const slope of [1, 1.5, 2]) {
    assertEquals(verdict(check, tied(2, slope), 100).status, "pass");
    assertEquals(verdict(gradient, tied(2, slope), 100).status, "pass");
  }
  // TensorFlow hands a tie of max, and one of min, to the first argument.
  assertEquals(verdict(gradient, tied(2, 3), 100).status, "pass");
  assertEquals(faultOf(check, tied(2, 3), 100).output, "pred");
  assertEquals(verdict(gradient, tied(2, 3.5), 100).status, "fail");
});

Deno.test("where a loss is smooth its one slope is due, whatever atoms its text has", async () => {
  const { spec, setting } = await mixing("max(pred, target) + min(pred, target)");
  const [gradient] = gradientAgreement(spec, setting);
  assertEquals(verdict(gradient, tied(1, 1), 100).status, "pass");
  for (const slope of [0, 2]) assertEquals(verdict(gradient, tied(1, slope), 100).status, "fail");
});
