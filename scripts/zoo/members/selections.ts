/**
 * Terms that are selected before anything is computed, as `torch.where` does it: NaNs are not looked at in them.
 *
 * @module
 */
import { entriesOf, holdsIn, knownWhatever, termCount } from "../../../src/checks/internal.ts";
import type { Call, Spec } from "../../../src/spec/mod.ts";
import { honestIn } from "../implementation.ts";
import type { Member } from "../member.ts";

/** The call without those NaNs of an input that stand in terms which are known whatever it is. */
function unseen(spec: Spec, call: Call, input: string): Call {
  const given = call.inputs[input];
  if (given === undefined || !given.data.some((x: number) => Number.isNaN(x))) return call;
  const data = given.data.slice();
  for (const condition of knownWhatever(spec, input)) {
    for (let term = 0; term < termCount(spec, call); term++) {
      if (!holdsIn(spec, call, condition, term)) continue;
      for (const i of entriesOf(spec, call, input, term)) if (Number.isNaN(data[i])) data[i] = 0;
    }
  }
  return { ...call, inputs: { ...call.inputs, [input]: { ...given, data } } };
}

export const members: readonly Member[] = [
  {
    id: "selections/known_terms",
    says: "What a term is worth is selected by labels or targets, wherever they alone say it",
    has: (spec) => Object.keys(spec.inputs).some((input) => knownWhatever(spec, input).length > 0),
    make(spec) {
      const evaluate = honestIn(spec, {});
      const inputs = Object.keys(spec.inputs);
      return (call) => evaluate(inputs.reduce((made, input) => unseen(spec, made, input), call));
    },
  },
];
