/**
 * Two honest kernels in one call.
 *
 * @module
 */
import { type Member, member } from "../member.ts";
import type { Choice, Kernel } from "../implementation.ts";

const last: Choice = (forms) => forms.length - 1;

const vector = 8;

function mixing(
  id: string,
  says: string,
  other: Kernel,
  rows: (row: number, rows: number) => boolean,
): Member {
  return member(`mixed/${id}`, says, { other: { ...other, rows } });
}

const inTail = (row: number, rows: number) => row >= rows - rows % vector;

export const members: readonly Member[] = [
  mixing("tail", "The tail of a vector loop has the last form", { value: last }, inTail),
  mixing("wide_tail", "The tail of a vector loop is computed in float64", {
    compute: () => "f64",
  }, inTail),
  mixing("first_row", "The first row has the last form", { value: last }, (row) => row === 0),
  mixing(
    "alternating",
    "Every other row has the last form",
    { value: last },
    (row) => row % 2 === 1,
  ),
];
