/**
 * Holds the float64 field against MPFR: for random formulas and inputs, the truth at 512 bits lies
 * inside the float64 enclosure of every arithmetic, at every node:
 * `deno task rigour:enclosures [--cases=1000000] [--seed=1]`.
 *
 * @module
 */
import {
  argumentsOf,
  type Arithmetic,
  type Evaluator,
  evaluator,
  exact,
  type Field,
  intervalField,
  loadMpfr,
  type Mpfr,
  type MpfrColumn,
  mpfrField,
} from "../../src/oracle/internal.ts";
import { type FloatDType, floatDTypes, formats, isRepresentable } from "../../src/tensor/mod.ts";
import { classes, type Formula, type Inputs, randomFormula, randomInputs } from "./formulas.ts";
import { numbersOf } from "./options.ts";
import { type Random, randomFrom } from "./random.ts";
import { progress, say } from "./reporting.ts";

/** Elements that are evaluated together. */
const length = 64;

/** What an examination found; a case is one formula at one input. */
export interface Finding {
  readonly cases: number;
  /** Intervals compared: one for each case, node, class and arithmetic. */
  readonly compared: number;
  /** Of them: not compared, because the truth is undefined there. */
  readonly undefined: number;
  readonly outside: number;
  readonly firstOutside: string | undefined;
}

/** The arithmetic of a format in round-to-nearest, with elementary functions of 4 ulps. */
export function arithmeticOf(dtype: FloatDType): Arithmetic {
  const { unitRoundoff, smallestSubnormal } = formats[dtype];
  return { u: unitRoundoff, lambda: smallestSubnormal, elementary: 8 };
}

/** The values of all number nodes in a field. */
export function evaluateAll<V>(
  formula: Formula,
  inputs: Inputs,
  field: Field<V>,
  dtype: FloatDType,
): (readonly V[])[] {
  const values = opened(formula, inputs, field, dtype);
  return formula.numbers.map((id) => values.valueOf(id));
}

/** A formula at some inputs, opened for evaluation. */
export function opened<V>(
  { graph }: Formula,
  inputs: Inputs,
  field: Field<V>,
  dtype: FloatDType,
): Evaluator<V> {
  const leaves = new Map(
    [...inputs].map(([name, columns]) => [name, columns.map((x) => field.points(x))]),
  );
  const isFit = (x: number) => isRepresentable(x, dtype);
  return evaluator(graph, field, leaves, { lengthOf: () => classes, isRepresentable: isFit });
}

/** Marks, per node, class and element, where a truth is undefined or made of such ones. */
function undefinedAt(mpfr: Mpfr, formula: Formula, truths: readonly (readonly MpfrColumn[])[]) {
  const { binding } = mpfr;
  const isWhole = ({ lo, hi }: MpfrColumn[number]) =>
    binding.mpfr_inf_p(lo) !== 0 && binding.mpfr_inf_p(hi) !== 0 &&
    binding.mpfr_sgn(lo) < 0 && binding.mpfr_sgn(hi) > 0;
  const marks = formula.graph.nodes.map(() => new Uint8Array(length));
  formula.graph.nodes.forEach((node, id) => {
    const place = formula.numbers.indexOf(id);
    for (let i = 0; i < length; i++) {
      const own = place >= 0 &&
        truths[place].some((lane) => isWhole(lane[lane.length === 1 ? 0 : i]));
      if (own || argumentsOf(node).some((arg) => marks[arg][i] === 1)) marks[id][i] = 1;
    }
  });
  return marks;
}

/**
 * Examine random formulas.
 *
 * @param mpfr MPFR, loaded
 * @param cases how many formulas at one input each; rounded up to a multiple of 64
 * @param random where formulas and inputs come from
 * @param tell called now and then with the number of cases done
 * @returns what was found
 */
export function examine(
  mpfr: Mpfr,
  cases: number,
  random: Random,
  tell: (done: number) => void = () => {},
): Finding {
  const { binding } = mpfr;
  const truth = mpfrField(mpfr, 512, exact);
  const found = { cases: 0, compared: 0, undefined: 0, outside: 0 };
  let firstOutside: string | undefined;
  while (found.cases < cases) {
    const dtype = random.pick(floatDTypes);
    const formula = randomFormula(random, 2 + random.below(8));
    const inputs = randomInputs(random, formula, length, dtype);
    const truths = evaluateAll(formula, inputs, truth, dtype);
    const marks = undefinedAt(mpfr, formula, truths);
    for (const arithmetic of [exact, arithmeticOf(dtype)]) {
      const field = intervalField(arithmetic);
      const boxes = evaluateAll(formula, inputs, field, dtype)
        .map((lanes) => lanes.map((lane) => field.bounds(lane, length)));
      formula.numbers.forEach((id, place) => {
        for (let lane = 0; lane < truths[place].length; lane++) {
          const [inner, box] = [truths[place][lane], boxes[place][lane]];
          for (let i = 0; i < length; i++) {
            const { lo, hi } = inner[inner.length === 1 ? 0 : i];
            found.compared++;
            if (marks[id][i] === 1) {
              found.undefined++;
            } else if (
              !(binding.mpfr_cmp_d(lo, box.lo[i]) >= 0 && binding.mpfr_cmp_d(hi, box.hi[i]) <= 0)
            ) {
              found.outside++;
              firstOutside ??= describe(formula, id, inputs, i, [
                `the truth [${binding.mpfr_get_d(lo, 0)}, ${binding.mpfr_get_d(hi, 0)}]`,
                `is not in [${box.lo[i]}, ${box.hi[i]}] (${dtype}, u = ${arithmetic.u})`,
              ]);
            }
          }
        }
      });
    }
    truth.release();
    found.cases += length;
    tell(found.cases);
  }
  return { ...found, firstOutside };
}

/** A failing case in words: the node, the graph that leads to it, and the inputs. */
export function describe(
  formula: Formula,
  id: number,
  inputs: Inputs,
  i: number,
  words: readonly string[],
): string {
  const { nodes } = formula.graph;
  const marked = new Set([id]);
  for (let n = id; n >= 0; n--) {
    if (marked.has(n)) argumentsOf(nodes[n]).forEach((arg) => marked.add(arg));
  }
  const lines = [...marked].sort((a, b) => a - b).map((n) => {
    const { axes: _axes, comparison: _comparison, text: _text, ...operation } = nodes[n];
    return `  ${n}: ${JSON.stringify(operation)}`;
  });
  const values = [...inputs].map(([name, columns]) => `${name} = ${columns.map((c) => c[i])}`);
  return [`node ${id}:`, ...words, ...lines, `  at ${values.join(", ")}`].join("\n");
}

async function main(): Promise<number> {
  const { cases, seed } = numbersOf("rigour:enclosures", { cases: 1_000_000, seed: 1 });
  const found = examine(await loadMpfr(), cases, randomFrom(seed), progress(cases));
  const { compared, outside } = found;
  say(`${found.cases} cases, ${compared} intervals, ${found.undefined} of them undefined`);
  say(`seed ${seed}: ${outside} outside`);
  if (found.firstOutside) say(found.firstOutside);
  return outside === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
