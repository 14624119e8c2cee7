import { assertEquals } from "@std/assert";
import { builtinSpecs, type Call } from "../spec/mod.ts";
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
  const [check, ...others] = oneSide(specOf(loss), settingOf(loss));
  assertEquals(others, []);
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
    assertEquals(oneSide(spec, settingOf(spec.id)).length, pairs.length);
  }
});
