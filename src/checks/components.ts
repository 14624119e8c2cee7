/**
 * Losses of points or boxes that do not change when these are reflected, or their axes exchanged.
 *
 * @module
 */
import { callArbitrary } from "../generate/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { type Move, movesOf } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { atFixed, fixedParams } from "./fixed_params.ts";
import { pairLaws } from "./pair.ts";
import { relationCheck, slug } from "./relation.ts";
import { indices, withElements, withInput } from "./rows.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { smallCalls } from "./term_calls.ts";

/**
 * The check that moving the entries of some inputs to other places, some of them negated, keeps the
 * value, and moves and negates the gradients likewise.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when a parameter cannot be fixed so
 */
export function components(
  spec: Spec,
  invariant: InvariantOf<"components">,
  setting: Setting,
): Check | undefined {
  const { dtype, capability } = setting;
  const { of, map, when } = invariant;
  const params = fixedParams(spec, when, setting);
  if (params === undefined) return undefined;
  const present = of.filter((name) => spec.inputs[name].optional);
  const ways = Object.entries(map).map(([name, from]) => `${from} for ${name}`).join(", ");
  const requirement = `${spec.id}${atFixed(when)} is the same with ${ways} in ${of.join(" and ")}`;
  const moves = new Map(of.map((name) => [name, movesOf(spec, name, map)]));
  return relationCheck(spec, invariant, setting, {
    detail: `${of.join("_")}_${slug(Object.values(map).join(" "))}`,
    requirement,
    trials: callArbitrary(spec, { dtype, capability, ...smallCalls, present, params })
      .map((call) => ({ calls: [call, moved(call, moves)], facts: {} })),
    laws: ({ calls }) =>
      pairLaws(requirement, spec, calls, setting, 1, (input) => {
        const own = moves.get(input);
        if (own === undefined) return { input, factor: 1 };
        const back = backwards(own);
        const count = calls[0].inputs[input].data.length;
        const entryOf = (i: number) => i % own.length;
        return {
          input,
          factor: 1,
          elements: indices(count).map((i) => i - entryOf(i) + back[entryOf(i)].from),
          signs: indices(count).map((i) => back[entryOf(i)].sign),
        };
      }),
  });
}

/** Where each entry went, and with what sign. */
function backwards(moves: readonly Move[]): readonly Move[] {
  return moves.map((_, entry) => {
    const to = moves.findIndex(({ from }) => from === entry);
    return { from: to, sign: moves[to].sign };
  });
}

function moved(call: Call, moves: ReadonlyMap<string, readonly Move[]>): Call {
  return Array.from(moves).reduce(
    (made, [name, own]) => withInput(made, name, movedEntries(made.inputs[name], own)),
    call,
  );
}

function movedEntries(given: Tensor, moves: readonly Move[]): Tensor {
  const { data } = given;
  const changes = indices(data.length).map((i): [number, number] => {
    const entry = i % moves.length;
    const { from, sign } = moves[entry];
    const x = data[i - entry + from];
    return [i, x === 0 ? 0 : sign * x];
  });
  return withElements(given, changes);
}
