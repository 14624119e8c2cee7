import { assert } from "@std/assert";
import fc from "fast-check";
import { evaluateNumber } from "../oracle/internal.ts";
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

/** Whether a corner is next to another one along its axis: there boxes touch, or share an edge. */
function isAtCorner(call: Call, input: string, i: number): boolean {
  const [row, axis] = [i - i % 4, i % 2];
  return Object.entries(call.inputs).some(([name, { shape, data }]) =>
    shape[1] === 4 && [axis, axis + 2].some((k) =>
      !(name === input && row + k === i) &&
      Math.abs(data[row + k] - call.inputs[input].data[i]) <= 2 ** -6
    )
  );
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

for (const spec of builtinSpecs.values()) {
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
