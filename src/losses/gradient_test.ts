import { assert } from "@std/assert";
import fc from "fast-check";
import { compile, evaluateNumber } from "../oracle/internal.ts";
import { builtinSpecs, type Call, type Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { moderateCalls, withoutIdle } from "./_moderate.ts";
import { evaluateReference } from "./reference.ts";

function evaluate(call: Call) {
  const result = evaluateReference(call);
  if (!("value" in result)) throw new Error(JSON.stringify(result));
  return result;
}

const step = 2 ** -18;

/**
 * Whether boxes have a kink next to a corner: it is next to another one along its axis, as far from it as a
 * parameter is large, or the boxes have one length or one centre along the axis.
 */
function isAtCorner(call: Call, input: string, i: number): boolean {
  const [row, axis] = [i - i % 4, i % 2];
  const x = call.inputs[input].data[i];
  const lengths = Object.values(call.params).filter((p) => typeof p === "number");
  const others = Object.entries(call.inputs).filter(([, { shape }]) => shape[1] === 4);
  const isNear = (distance: number) => Math.abs(distance) <= 2 ** -6;
  const isBeside = others.some(([name, { data }]) =>
    [axis, axis + 2].some((k) => {
      if (name === input && row + k === i) return false;
      const distance = Math.abs(Number(data[row + k]) - Number(x));
      return isNear(distance) || lengths.some((length) => isNear(distance - length));
    })
  );
  const [p, t] = others.map(([, { data }]) => [axis, axis + 2].map((k) => Number(data[row + k])));
  return isBeside || isNear(p[1] - p[0] - (t[1] - t[0])) || isNear(p[0] + p[1] - (t[0] + t[1]));
}

/** Whether an element has no slope to both sides: within a step of a boundary, or of its domain's end. */
function isAtKink(spec: Spec, call: Call, input: string, i: number): boolean {
  const { data } = call.inputs[input];
  const { domain } = spec.inputs[input];
  if (domain === "box") return isAtCorner(call, input, i);
  if (domain !== "real" && data[i] < step || domain === "unit_interval" && data[i] > 1 - step) {
    return true;
  }
  // What has one number a row stands beside each of the row's entries.
  const beside = Object.entries(call.inputs)
    .filter(([, other]) => other.data.length <= data.length)
    .map(([name, other]) => [name, other.data[Math.floor(i * other.data.length / data.length)]]);
  const scope = { ...call.params, ...Object.fromEntries(beside) };
  return spec.boundaries.some(({ input: moved, at }) => {
    const moves = moved === input || at.match(/\w+/g)?.includes(input);
    return moves && Math.abs(scope[moved] - evaluateNumber(at, { names: scope })) <= 2 * step;
  });
}

/** Whether a loss takes a part of itself for a constant: then it has another gradient than its slopes. */
function hasConstants(spec: Spec): boolean {
  const [call] = fc.sample(moderateCalls(spec, { reach: 6 }), { seed: 7, numRuns: 1 });
  const { graph, value } = compile(spec, call);
  return [...graph.orderOf(value[0].node)].some((id) => graph.nodes[id].op === "stop_gradient");
}

const differentiable = [...builtinSpecs.values()].filter((spec) => !hasConstants(spec));

for (const spec of differentiable) {
  Deno.test(`evaluateReference() has gradients of ${spec.id} that are its slopes`, () => {
    const compared = new Map<string, number>();
    const calls = fc.tuple(
      moderateCalls(spec, { reach: 6 }),
      fc.constantFrom(...spec.reduction.modes),
    ).map(([drawn, reduction]): Call => ({
      ...withoutIdle(spec, drawn, reduction),
      reduction,
      gradients: true,
    }));
    fc.assert(
      fc.property(calls, (call) => {
        for (const [input, gradient] of Object.entries(evaluate(call).gradients ?? {})) {
          const { shape, data } = call.inputs[input];
          const at = (i: number, by: number) => {
            const moved = Array.from(data);
            moved[i] += by;
            const inputs = { ...call.inputs, [input]: tensor("f64", shape, moved) };
            const { value } = evaluate({ ...call, inputs, gradients: false });
            return Array.from(value.data).reduce((sum, x) => sum + x, 0);
          };
          for (let i = 0; i < data.length; i++) {
            if (isAtKink(spec, call, input, i)) continue;
            compared.set(input, (compared.get(input) ?? 0) + 1);
            const slope = (at(i, step) - at(i, -step)) / (2 * step);
            assert(
              Math.abs(slope - gradient.data[i]) <= 1e-4 * (1 + Math.abs(slope)),
              `${input}[${i}]: slope ${slope}, gradient ${gradient.data[i]}`,
            );
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    );
    for (const [input, { grad }] of Object.entries(spec.inputs)) {
      const count = compared.get(input) ?? 0;
      assert(grad ? count >= 150 : count === 0, `${input}: ${count} slopes`);
    }
  });
}
