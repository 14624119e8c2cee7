/**
 * Products in every order, and quotients by a reciprocal.
 *
 * @module
 */
import { type Member, member } from "../member.ts";
import type { Factor, Habit, Numbers } from "../numbers.ts";

type Product = (on: Numbers, factors: readonly Factor[]) => number;

function split(factors: readonly Factor[]) {
  const numbers = (wanted: boolean) =>
    factors.filter(({ inverse }) => inverse === wanted).map(({ x }) => x);
  return { above: numbers(false), below: numbers(true) };
}

const multiplied = ({ multiply }: Numbers, factors: readonly number[]): number =>
  factors.reduce((product, x) => multiply(product, x), 1);

function tree(on: Numbers, factors: readonly number[]): number {
  if (factors.length <= 2) return multiplied(on, factors);
  const half = factors.length >> 1;
  return on.multiply(tree(on, factors.slice(0, half)), tree(on, factors.slice(half)));
}

function reversed(on: Numbers, factors: readonly Factor[]): number {
  return factors.toReversed().reduce(
    (value, { x, inverse }) => inverse ? on.divide(value, x) : on.multiply(value, x),
    1,
  );
}

function asTree(on: Numbers, factors: readonly Factor[]): number {
  const { above, below } = split(factors);
  const product = tree(on, above);
  return below.length === 0 ? product : on.divide(product, tree(on, below));
}

function divisorsFirst(on: Numbers, factors: readonly Factor[]): number {
  const { above, below } = split(factors);
  if (below.length === 0) return multiplied(on, above);
  const [first = 1, ...rest] = above;
  const quotient = below.reduce((value, x) => on.divide(value, x), first);
  return rest.reduce((value, x) => on.multiply(value, x), quotient);
}

function divisorsLast(on: Numbers, factors: readonly Factor[]): number {
  const { above, below } = split(factors);
  return below.reduce((value, x) => on.divide(value, x), multiplied(on, above));
}

function byReciprocals(on: Numbers, factors: readonly Factor[]): number {
  return multiplied(on, factors.map(({ x, inverse }) => inverse ? on.divide(1, x) : x));
}

function smallestFirst(on: Numbers, factors: readonly Factor[]): number {
  return divisorsLast(on, factors.toSorted((a, b) => Math.abs(a.x) - Math.abs(b.x)));
}

/** In float64, rounded once. */
function wide(on: Numbers, factors: readonly Factor[]): number {
  if (factors.some(({ x, inverse }) => x === 0 && !inverse)) return divisorsLast(on, factors);
  return on.round(factors.reduce((value, { x, inverse }) => inverse ? value / x : value * x, 1));
}

function multiplying(id: string, says: string, product: Product): Member {
  const habit = (on: Numbers) => ({
    product: (factors: readonly Factor[]) => product(on, factors),
  });
  return member(`products/${id}`, says, { habits: [habit] });
}

/** Quotients by reciprocals. */
export const reciprocals: Habit = (on) => ({ product: (factors) => byReciprocals(on, factors) });

export const members: readonly Member[] = [
  multiplying("reversed", "Products begin with the last factor", reversed),
  multiplying("tree", "Products are trees, one over the other", asTree),
  multiplying("divisors_first", "The first factor is divided before all else", divisorsFirst),
  multiplying("divisors_last", "What is divided by comes last", divisorsLast),
  multiplying("reciprocals", "A quotient is a product with the reciprocal", byReciprocals),
  multiplying("smallest_first", "Products begin with the smallest factor", smallestFirst),
  multiplying("wide", "Products are rounded once", wide),
  member("products/squares_apart", "w d² is (w d) d", {
    habits: [() => ({ squaresApart: true })],
  }),
  member("products/squares_apart_and_divided", "w d² / b is (w / b) d d", {
    habits: [(on) => ({
      squaresApart: true,
      product: (factors) => divisorsFirst(on, factors),
    })],
  }),
];
