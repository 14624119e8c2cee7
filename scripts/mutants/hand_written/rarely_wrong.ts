/**
 * Mistakes that hardly any call shows: each is what one kind of check is there to ask for.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { formats, roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import {
  answers,
  changed,
  computes,
  each,
  formula,
  hears,
  type How,
  mutant,
  withNumbers,
} from "../write.ts";

/** What `nan_to_num` makes of the gradients of another mutant: 0 for NaN, the largest number for ∞. */
function withoutNaN(how: How): How {
  return (spec) => ({
    make() {
      const evaluate = how(spec).make();
      return (call) => {
        const { largest } = formats[call.dtype];
        const clip = (x: number) => Number.isNaN(x) ? 0 : Math.min(Math.max(x, -largest), largest);
        return changed(evaluate(call), call, ({ gradients }) => ({
          gradients: each(clip)({ value: [], gradients }).gradients,
        }));
      };
    },
  });
}

/** The sum of numbers, rounded after each. */
function summed(numbers: readonly number[], { dtype }: Call): number {
  return numbers.reduce((sum, x) => roundTo(sum + x, dtype), 0);
}

/** Both coordinates of every pair, beyond 256 and in reach of 32 bits. */
function isFarAway({ inputs: { pred, target } }: Call): boolean {
  return [...pred.data, ...target.data].every((x) => Math.abs(x) > 256 && Math.abs(x) < 2 ** 27);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "huber_loss/expanded_square",
    "A batch of four and more within delta is summed by products, p² - 2pt + t²: it cancels below 0",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const [pred, target] = [call.inputs.pred.data, call.inputs.target.data];
      const delta = call.params.delta ?? 1;
      const isNear = pred.every((x: number, i: number) => Math.abs(x - target[i]) <= delta);
      if (call.reduction === "none" || pred.length < 4 || !isNear) return right;
      const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
        summed(Array.from(a, (x, i) => roundTo(x * b[i], call.dtype)), call);
      const crossed = roundTo(product(pred, pred) - 2 * product(pred, target), call.dtype);
      const sum = 0.5 * roundTo(crossed + product(target, target), call.dtype);
      const divisor = call.reduction === "mean" ? pred.length : 1;
      return changed(
        right,
        call,
        ({ value }) => ({ value: Number.isFinite(sum) ? [sum / divisor] : value }),
      );
    }),
  ),
  mutant(
    "huber_loss/slope_by_way_of_a_product",
    "delta (p - t) / |p - t| overflows before it is divided, and nan_to_num makes that 3.4e38",
    withoutNaN(formula({
      gradient: { pred: "where(d <= delta, pred - target, delta * (pred - target) / d)" },
    }, "plain")),
  ),
  mutant(
    "smooth_l1_loss/twice_the_loss",
    "Without reduction twice the loss is halved: it overflows, and nan_to_num makes that 3.4e38",
    answers(({ value }, { reduction, dtype }) => {
      const { largest } = formats[dtype];
      if (reduction !== "none") return {};
      return { value: value.map((x) => x > largest / 2 && x < Infinity ? largest : x) };
    }),
  ),
  mutant(
    "cross_entropy/powers_of_two",
    "The softmax is of powers of two: logits times log2(e) overflow, and NaN becomes 0",
    answers(({ gradients }, { inputs: { pred }, dtype }) => {
      if (gradients.pred === undefined || pred.shape.length !== 2) return {};
      const classes = pred.shape[1];
      const overflows = (x: number) => Math.abs(x) * Math.LOG2E > formats[dtype].largest;
      const isLost = (i: number) => {
        const row = i - i % classes;
        return pred.data.slice(row, row + classes).some(overflows);
      };
      return {
        gradients: {
          ...gradients,
          pred: gradients.pred.map((g, i) => g > 0 && isLost(i) ? 0 : g),
        },
      };
    }),
  ),
  mutant(
    "smooth_l1_loss/blocks_vote",
    "Blocks of four take the branch that all agree on, of < and >: none where all are at beta",
    answers(({ value }, { inputs, params, reduction, dtype }) => {
      const { pred, target } = inputs;
      const beta = params.beta ?? 1;
      const isAt = (i: number) => roundTo(Math.abs(pred.data[i] - target.data[i]), dtype) === beta;
      const isLost = (i: number) =>
        i - i % 4 + 4 <= pred.data.length && [0, 1, 2, 3].every((k) => isAt(i - i % 4 + k));
      return reduction === "none" ? { value: value.map((x, i) => isLost(i) ? 0 : x) } : {};
    }),
  ),
  mutant(
    "l1_loss/far_away_in_fixed_point",
    "Where a whole batch lies beyond 256, coordinates are kept to sixteenths of a pixel",
    hears((call) => {
      if (!isFarAway(call)) return call;
      const sixteenths = (x: number) => Math.round(x * 16) / 16;
      return withNumbers(withNumbers(call, "pred", sixteenths), "target", sixteenths);
    }),
  ),
  mutant(
    "cross_entropy/maximum_from_0",
    "Rows of more than four classes go to several threads, whose maxima begin at 0, not -∞; and no logarithm is of 0",
    formula({
      let: { m: "where(C > 4, max(highest, 0), highest)" },
      value: "sum(class_weight * soft * ((m - pred) + log(max(sum(exp(pred - m)), 1.2e-38))))",
    }),
  ),
  mutant(
    "smooth_l1_loss/scaled_by_the_largest",
    "Blocks of four are scaled by their largest term, against overflow: 0/0 where all four are exact",
    answers(({ value }, { inputs, reduction }) => {
      const { pred, target } = inputs;
      const isExact = (i: number) => pred.data[i] === target.data[i];
      const isLost = (i: number) =>
        i - i % 4 + 4 <= pred.data.length && [0, 1, 2, 3].every((k) => isExact(i - i % 4 + k));
      if (reduction === "none") return { value: value.map((x, i) => isLost(i) ? NaN : x) };
      return pred.data.some((_: number, i: number) => isLost(i)) ? { value: [NaN] } : {};
    }),
  ),
  mutant(
    "l1_loss/two_kernels_in_turn",
    "A tuner tries two kernels in turn for each shape, which sum in another order: both are honest",
    computes(() => {
      const turns = new Map<string, number>();
      return (call) => {
        const right = evaluateReference(call);
        if (call.reduction !== "sum" || !("value" in right)) return right;
        const key = `${call.dtype} ${call.inputs.pred.shape}`;
        const turn = turns.get(key) ?? 0;
        turns.set(key, turn + 1);
        const { upstream: _, ...rest } = call;
        const terms = evaluateReference({ ...rest, reduction: "none", gradients: false });
        if (!("value" in terms)) return right;
        const list = [...terms.value.data];
        const sum = summed(turn % 2 === 1 ? list.toReversed() : list, call);
        return changed(
          right,
          call,
          ({ value }) => ({ value: Number.isFinite(sum) ? [sum] : value }),
        );
      };
    }),
  ),
];
