/**
 * The side that derivatives take at a kink.
 *
 * @module
 */
import { type Member, member } from "../member.ts";
import type { Side } from "../numbers.ts";

function taking(id: string, says: string, side: Side): readonly Member[] {
  return [
    member(`kinks/${id}`, says, { habits: [() => ({ side })] }),
    member(`kinks/${id}_in_last_form`, `${says}, in the last form`, {
      habits: [() => ({ side })],
      value: (forms) => forms.length - 1,
    }),
  ];
}

export const members: readonly Member[] = [
  ...taking("yes", "A tie counts as less", "yes"),
  ...taking("no", "A tie counts as no less", "no"),
  ...taking("middle", "A tie has the slope between both sides: |x|' is 0 at 0", "middle"),
];
