/**
 * Holds the honest enclosures against honest evaluations: a formula that is evaluated in rounded
 * arithmetic, however arranged, stays inside its enclosure at every node:
 * `deno task rigour:honest [--cases=1000000] [--seed=1]`.
 *
 * @module
 */
import type { Enclosure } from "../../src/oracle/mod.ts";
import {
  type Arithmetic,
  type Field,
  intervalField,
  loadMpfr,
  type Mpfr,
  mpfrField,
  reachOf,
  tapeOf,
  truthField,
} from "../../src/oracle/internal.ts";
import { describe, evaluateAll, opened } from "./enclosures.ts";
import { classes, type Formula, type Inputs, randomFormula, randomInputs } from "./formulas.ts";
import { numbersOf } from "./options.ts";
import { type Random, randomFrom } from "./random.ts";
import { progress, say } from "./reporting.ts";
import { arithmeticOf, evaluateRounded, roundedOperations, type Style } from "./rounded.ts";

/** Elements whose enclosures are computed together. */
const length = 32;

/** Evaluations of each element. */
const arrangements = 4;

/** What an examination found; a case is one rounded evaluation of a formula at one input. */
export interface Finding {
  readonly cases: number;
  /** Numbers that were looked for in an interval: one for each case, node and class. */
  readonly compared: number;
  /** Numbers that were not, because they overflowed or were undefined. */
  readonly undefined: number;
  readonly totals: number;
  readonly outside: number;
  /** The first one outside, for each operation that gave one. */
  readonly examples: readonly string[];
}

/** A format, mode and arrangement by chance. */
function randomStyle(random: Random): Style {
  return {
    dtype: random.pick(["f32", "f32", "f16", "bf16"]),
    mode: random.pick(["nearest", "nearest", "up", "down", "zero"]),
    flush: random.chance(0.2),
    extended: random.pick([0, 0, 0.1, 0.5]),
    elementary: random.pick([2, 8]),
  };
}

/** Every number node's enclosures, per class. */
function boxesIn<V>(
  field: Field<V>,
  formula: Formula,
  inputs: Inputs,
  style: Style,
): readonly (readonly Enclosure[])[] {
  return evaluateAll(formula, inputs, field, style.dtype)
    .map((lanes) => lanes.map((lane) => field.bounds(lane, length)));
}

/** What is in those, and no farther from the truth than rounding errors reach. */
function narrowBoxes(
  arithmetic: Arithmetic,
  formula: Formula,
  inputs: Inputs,
  style: Style,
): readonly (readonly Enclosure[])[] {
  const field = intervalField(arithmetic);
  const honest = opened(formula, inputs, field, style.dtype);
  const exactly = opened(formula, inputs, truthField, style.dtype);
  return formula.numbers.map((id) => {
    const tape = tapeOf(formula.graph, id, honest, exactly, () => classes, Infinity)!;
    const reach = reachOf(tape, arithmetic);
    const truths = exactly.valueOf(id);
    return honest.valueOf(id).map((column, lane) => {
      const wide = field.bounds(column, length);
      const truth = truthField.bounds(truths[truths.length === 1 ? 0 : lane], length);
      const ends = Array.from({ length }, (_, i) => {
        const size = Math.max(-truth.lo[i], truth.hi[i]);
        const off = reach.at(lane, i, size) * (1 + 2 ** -50);
        return [
          Math.max(wide.lo[i], truth.lo[i] - off),
          Math.min(wide.hi[i], truth.hi[i] + off),
        ];
      });
      return {
        lo: Float64Array.from(ends, ([lo]) => lo),
        hi: Float64Array.from(ends, ([, hi]) => hi),
      };
    });
  });
}

/** The enclosure of the sum of all elements. */
function totalOf(arithmetic: Arithmetic, box: Enclosure): Enclosure {
  const field = intervalField(arithmetic);
  return field.bounds(field.total(field.intervals(box)), 1);
}

/**
 * Examine random formulas.
 *
 * @param mpfr MPFR, loaded; every eighth formula is enclosed by it, the others by float64 intervals
 * @param cases how many evaluations; rounded up to a multiple of 128
 * @param random where formulas, inputs and arrangements come from
 * @param tell called now and then with the number of cases done
 * @returns what was found
 */
export function examine(
  mpfr: Mpfr,
  cases: number,
  random: Random,
  tell: (done: number) => void = () => {},
): Finding {
  const found = { cases: 0, compared: 0, undefined: 0, totals: 0, outside: 0 };
  const examples = new Map<string, string>();
  while (found.cases < cases) {
    const style = randomStyle(random);
    const formula = randomFormula(random, 2 + random.below(8));
    const inputs = randomInputs(random, formula, length, style.dtype);
    const arithmetic = arithmeticOf(style);
    const precise = random.chance(1 / 8) ? mpfrField(mpfr, 128, arithmetic) : undefined;
    const isNarrow = precise === undefined && random.chance(0.7);
    const boxes = precise !== undefined
      ? boxesIn(precise, formula, inputs, style)
      : isNarrow
      ? narrowBoxes(arithmetic, formula, inputs, style)
      : boxesIn(intervalField(arithmetic), formula, inputs, style);
    precise?.release();

    const accuse = (id: number, i: number, value: number, { lo, hi }: Enclosure, what: string) => {
      found.outside++;
      const { op } = formula.graph.nodes[id];
      if (examples.has(op)) return;
      const words = [
        `${what} ${value} is not in [${lo[i]}, ${hi[i]}] of ${
          precise ? "MPFR" : isNarrow ? "what errors reach" : "float64"
        }`,
        JSON.stringify(style),
      ];
      examples.set(op, describe(formula, id, inputs, i, words));
    };
    for (let i = 0; i < length; i++) {
      for (let k = 0; k < arrangements; k++) {
        const values = evaluateRounded(formula, inputs, i, style, random);
        formula.numbers.forEach((id, place) =>
          boxes[place].forEach((box, lane) => {
            const value = values[id][lane];
            if (Number.isNaN(value)) found.undefined++;
            else if (!(box.lo[i] <= value && value <= box.hi[i])) {
              accuse(id, i, value, box, "the value");
            }
            found.compared++;
          })
        );
      }
    }
    const place = random.below(formula.numbers.length);
    const id = formula.numbers[place];
    const terms = Array.from(
      { length },
      (_, i) => evaluateRounded(formula, inputs, i, style, random)[id][0],
    );
    const sum = roundedOperations(style, random).sum(terms);
    if (!Number.isNaN(sum)) {
      found.totals++;
      const total = totalOf(arithmetic, boxes[place][0]);
      if (!(total.lo[0] <= sum && sum <= total.hi[0])) accuse(id, 0, sum, total, "the total");
    }
    found.cases += length * arrangements;
    tell(found.cases);
  }
  return { ...found, examples: [...examples.values()] };
}

async function main(): Promise<number> {
  const { cases, seed } = numbersOf("rigour:honest", { cases: 1_000_000, seed: 1 });
  const found = examine(await loadMpfr(), cases, randomFrom(seed), progress(cases));
  const { compared, outside, totals } = found;
  say(`${found.cases} evaluations, ${compared} numbers, ${found.undefined} of them undefined`);
  say(`${totals} totals`);
  say(`seed ${seed}: ${outside} outside`);
  found.examples.forEach(say);
  return outside === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
