/**
 * Draws: what one random choice is, and which choices are simpler. Small enough that a whole record
 * of them costs a fast-check arbitrary one generated value.
 *
 * @module
 */
import { Arbitrary, type Random, Stream, Value } from "fast-check";
import type { Source } from "./source.ts";

/** A random choice: how to make one, and what it shrinks to. */
export interface Draw<T> {
  draw(random: Source): T;
  /** Simpler choices, the simplest first; following them must come to an end. */
  simpler(value: T): Iterable<T>;
}

class DrawnArbitrary<T> extends Arbitrary<T> {
  readonly #source: Draw<T>;

  constructor(source: Draw<T>) {
    super();
    this.#source = source;
  }

  override generate(random: Random): Value<T> {
    return new Value(this.#source.draw(random), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is T {
    return false;
  }

  override shrink(value: T): Stream<Value<T>> {
    return new Stream(values(this.#source.simpler(value)));
  }
}

function* values<T>(choices: Iterable<T>): IterableIterator<Value<T>> {
  for (const choice of choices) yield new Value(choice, undefined);
}

/** The fast-check arbitrary of a draw. */
export function arbitraryOf<T>(source: Draw<T>): Arbitrary<T> {
  return new DrawnArbitrary(source);
}

/** A number in [0, 1) with 53 random bits. */
export function uniform(random: Source): number {
  return (random.nextInt(0, 0x7ffffff) * 0x4000000 + random.nextInt(0, 0x3ffffff)) / 2 ** 53;
}

/** True once in `times`. */
export function once(random: Source, times: number): boolean {
  return random.nextInt(1, times) === 1;
}

/** One of some values, each equally likely. */
export function pick<T>(random: Source, from: readonly T[]): T {
  return from[random.nextInt(0, from.length - 1)];
}

/** Always the same value. */
export function always<T>(value: T): Draw<T> {
  return { draw: () => value, simpler: () => [] };
}

/** One of some values; earlier ones are simpler. Repeat a value to make it likelier. */
export function oneOf<T>(choices: readonly T[]): Draw<T> {
  return {
    draw: (random) => pick(random, choices),
    simpler: (value) => new Set(choices.slice(0, choices.indexOf(value))),
  };
}

/** True once in `times`; false is simpler. */
export function rarely(times: number): Draw<boolean> {
  return { draw: (random) => once(random, times), simpler: (value) => value ? [false] : [] };
}

/** An integer from 0 to `last`; smaller ones are simpler. */
export function upTo(last: number): Draw<number> {
  return { draw: (random) => random.nextInt(0, last), simpler: smallerIntegers };
}

/** 0, then ever closer to `n` from below. */
export function* smallerIntegers(n: number): Iterable<number> {
  for (let gap = n; gap >= 1; gap = Math.floor(gap / 2)) yield n - gap;
}

/** A list of `length` choices; simpler where one entry, or all at once, are simpler. */
export function list<T>(entry: Draw<T>, length: number): Draw<readonly T[]> {
  return {
    draw: (random) => Array.from({ length }, () => entry.draw(random)),
    simpler: function* (all) {
      if (length > 1) {
        const simplest = all.map((value) => first(entry.simpler(value)) ?? value);
        if (simplest.some((value, i) => value !== all[i])) yield simplest;
      }
      for (let i = 0; i < length; i++) {
        for (const simpler of entry.simpler(all[i])) yield all.with(i, simpler);
      }
    },
  };
}

function first<T>(choices: Iterable<T>): T | undefined {
  for (const choice of choices) return choice;
}

/** A choice for every key; simpler where the choice of one key is. */
export function record<T extends object>(
  draws: { readonly [K in keyof T]: Draw<T[K]> },
): Draw<T> {
  const keys = Object.keys(draws) as (keyof T)[];
  return {
    draw(random) {
      const all = {} as T;
      for (const key of keys) all[key] = draws[key].draw(random);
      return all;
    },
    simpler: function* (all) {
      for (const key of keys) {
        for (const simpler of draws[key].simpler(all[key])) yield { ...all, [key]: simpler };
      }
    },
  };
}
