/**
 * Sums in every order and grouping, and compensated ones.
 *
 * @module
 */
import { roundTo } from "../../../src/tensor/mod.ts";
import { randomFrom } from "../../rigour/random.ts";
import { splitSum } from "../exactly.ts";
import { type Member, member } from "../member.ts";
import { inOrder, type Numbers } from "../numbers.ts";

type Sum = (on: Numbers, terms: Float64Array) => number;

function pairwise(on: Numbers, terms: Float64Array): number {
  if (terms.length <= 2) return inOrder(on, terms);
  const half = terms.length >> 1;
  return on.add(pairwise(on, terms.subarray(0, half)), pairwise(on, terms.subarray(half)));
}

function kahan(on: Numbers, terms: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const y = on.add(term, -lost);
    const next = on.add(sum, y);
    lost = on.add(on.add(next, -sum), -y);
    sum = next;
  }
  return sum;
}

function neumaier(on: Numbers, terms: Float64Array): number {
  let sum = 0;
  let kept = 0;
  for (const term of terms) {
    const next = on.add(sum, term);
    const [large, small] = Math.abs(sum) >= Math.abs(term) ? [sum, term] : [term, sum];
    kept = on.add(kept, on.add(on.add(large, -next), small));
    sum = next;
  }
  return on.add(sum, kept);
}

const blocked = (size: number): Sum => (on, terms) => {
  const count = Math.ceil(terms.length / size);
  const sums = Array.from(
    { length: count },
    (_, i) => inOrder(on, terms.subarray(i * size, (i + 1) * size)),
  );
  return inOrder(on, sums);
};

/** As vector registers add: lane by lane, then the lanes as a tree. */
const strided = (lanes: number): Sum => (on, terms) => {
  const sums = terms.slice(0, lanes);
  for (let i = lanes; i < terms.length; i++) sums[i % lanes] = on.add(sums[i % lanes], terms[i]);
  return pairwise(on, sums);
};

const sorted = (sign: 1 | -1): Sum => (on, terms) =>
  inOrder(on, terms.toSorted((a, b) => sign * (Math.abs(a) - Math.abs(b))));

function signsApart(on: Numbers, terms: Float64Array): number {
  const [below, above] = [terms.filter((x) => x < 0), terms.filter((x) => !(x < 0))];
  return on.add(inOrder(on, above), inOrder(on, below));
}

/** In float64, rounded once. */
function wide(on: Numbers, terms: Float64Array): number {
  return on.round(terms.reduce((sum, x) => sum + x, 0));
}

/** Without any rounding but the last (Shewchuk). */
function exact(on: Numbers, terms: Float64Array): number {
  if (!terms.every(Number.isFinite)) return wide(on, terms);
  let parts: number[] = [];
  for (const term of terms) {
    let x = term;
    const kept: number[] = [];
    for (const part of parts) {
      const [high, low] = splitSum(x, part);
      if (low !== 0) kept.push(low);
      x = high;
    }
    parts = [...kept, x];
  }
  return on.round(parts.reduce((sum, x) => sum + x, 0));
}

/** Every partial sum in float32, as a GPU accumulates halves. */
function inFloat32(on: Numbers, terms: Float64Array): number {
  if (on.dtype === "f64") return inOrder(on, terms);
  return on.round(terms.reduce((sum, x) => roundTo(sum + x, "f32"), 0));
}

function summing(id: string, says: string, sum: Sum): Member {
  return member(`sums/${id}`, says, {
    habits: [(on) => ({ sum: (terms) => sum(on, terms) })],
  });
}

const random = randomFrom(1);

function shuffled(on: Numbers, terms: Float64Array): number {
  const order = Array.from(terms, (x) => ({ x, key: random.unit() }))
    .toSorted((a, b) => a.key - b.key);
  return inOrder(on, order.map(({ x }) => x));
}

export const members: readonly Member[] = [
  summing("reversed", "Sums begin at the end", (on, terms) => inOrder(on, terms.toReversed())),
  summing("pairwise", "Sums are of two halves each", pairwise),
  summing("kahan", "Sums are compensated as Kahan's", kahan),
  summing("neumaier", "Sums are compensated as Neumaier's", neumaier),
  summing("blocked_32", "Sums are of blocks of 32", blocked(32)),
  summing("blocked_256", "Sums are of blocks of 256", blocked(256)),
  summing("strided_8", "Sums are of eight lanes, as in vector registers", strided(8)),
  summing("strided_32", "Sums are of 32 lanes, as in a warp", strided(32)),
  summing("smallest_first", "Sums begin with the smallest magnitude", sorted(1)),
  summing("largest_first", "Sums begin with the largest magnitude", sorted(-1)),
  summing("signs_apart", "Sums are of what is negative and what is not", signsApart),
  summing("wide", "Sums are carried in float64", wide),
  summing("in_float32", "Sums of halves are carried in float32", inFloat32),
  summing("exact", "Sums are rounded once", exact),
  member("sums/shuffled", "Sums come in another order each time, as by atomic additions", {
    habits: [(on) => ({ sum: (terms) => shuffled(on, terms) })],
  }, { declares: { reproducible: false } }),
];
