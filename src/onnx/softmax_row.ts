/**
 * What the losses of rows of classes have in common: labels, and a softmax along the second axis.
 *
 * @module
 */
import { nonEmpty } from "./checked.ts";
import { log1p } from "./elementary.ts";
import type { Frame } from "./frame.ts";
import type { Bool, Float, Int } from "./value.ts";

/** Rows of classes. */
export interface ClassRows {
  readonly pred: Float;
  /** The shape of `pred`, checked. */
  readonly entries: Int;
  /** The terms' shape, checked. */
  readonly shape: Int;
  /** C, an int64 scalar. */
  readonly classes: Int;
  /** 0 … C − 1 along the class axis. */
  readonly classIndex: Int;
}

/** Rows of classes, and the label of each. */
export interface LabelRows extends ClassRows {
  /** The labels, checked. */
  readonly labels: Int;
  /** Which class is the label; all axes of `pred`. */
  readonly isLabel: Bool;
}

/** Rows of which some may not count. */
export interface Ignoring {
  /** Which rows do not count. */
  readonly ignored: Bool;
}

/**
 * The parts of −log p_c = (m − x_c) + log1p(Σ e_j but the top's), with e_c = exp(x_c − m) and m the
 * highest logit: two terms that are never negative. They are halved, since m − x_c may be beyond the
 * format where a weight brings the product back.
 */
export interface Softmax {
  /** e_c. */
  readonly exps: Float;
  /** Σ e_c over all classes: p_c = e_c / norm. */
  readonly norm: Float;
  /** −½ log p_c. */
  readonly halfNll: Float;
}

/** Exponentials of differences from the highest logit, without the 1 of the first that is as high. */
export interface BelowTop {
  /** 1 for that one, 0 for all else. */
  readonly top: Float;
  /** e_c; 0 at the top, NaN where that logit is. */
  readonly below: Float;
  /** Σ of these. */
  readonly rest: Float;
}

/** The softmax of rows with labels. */
export interface SoftmaxRows extends LabelRows, Softmax {
  /** Σ e_c over the classes but the label. */
  readonly others: Float;
}

/** Reads `pred`, if it has elements. */
export function classRows(frame: Frame): ClassRows {
  const { o, integers, classRank } = frame;
  const pred = frame.float("pred");
  const classes = o.length(pred, 1, "C");
  const range = o.range(classes, "classes");
  const classIndex = classRank === 2 ? range : o.unsqueeze(range, [1], "class_index");
  const rows = classRank === 2 ? [0] : [0, 2];
  const entries = nonEmpty(frame, o.shape(pred, "shape"), pred);
  return { pred, entries, classes, classIndex, shape: o.pick(entries, integers(rows), "rows") };
}

/** Reads `pred` and `label`, and checks the labels: each is a class or ignored. */
export function labelRows(frame: Frame): LabelRows & Ignoring {
  const rows = classRows(frame);
  const labels = givenLabels(frame, rows);
  const ignored = frame.o.equalInts(labels, frame.int("ignore_index"), "ignored");
  return { ...withLabels(frame, rows, labels, ignored), ignored };
}

/** Reads `pred` and `label`, checks the labels, and has the softmax of `pred`. */
export function softmaxRows(frame: Frame): SoftmaxRows & Ignoring {
  const rows = labelRows(frame);
  return { ...rows, ...softmaxBesides(frame, rows) };
}

/** The same of a loss that ignores no row: each label is a class. */
export function softmaxRowsOfClasses(frame: Frame): SoftmaxRows {
  const rows = classRows(frame);
  const labelled = withLabels(frame, rows, givenLabels(frame, rows));
  return { ...labelled, ...softmaxBesides(frame, labelled) };
}

function softmaxBesides(frame: Frame, rows: LabelRows): Omit<SoftmaxRows, keyof LabelRows> {
  const softmax = softmaxOf(frame, rows);
  return { ...softmax, others: othersOf(frame, rows.isLabel, softmax) };
}

/**
 * Σ e_c over the classes but the label, of which the top's 1 comes last: added before all the small ones, it would
 * have each of them rounded to its own ulps.
 */
export function othersOf(
  { o, number }: Frame,
  isLabel: Bool,
  { top, below }: Pick<BelowTop, "top" | "below">,
): Float {
  const [topOther, belowOthers] = [top, below]
    .map((all) => o.sum(o.where(isLabel, number(0), all), [1]));
  return o.add(topOther, belowOthers, "others");
}

/** What exponentials of `logits` less their highest are without the top's. */
export function belowTop(
  { o, number }: Frame,
  logits: Float,
  classIndex: Int,
  exps: Float,
): BelowTop {
  const isTop = o.equalInts(o.argMax(logits, 1, "argmax"), classIndex, "is_top");
  const top = o.where(isTop, number(1), number(0), "top");
  const below = o.sub(exps, top, "below");
  return { top, below, rest: o.sum(below, [1], "rest") };
}

/** The softmax of `pred`. */
export function softmaxOf(frame: Frame, { pred, classIndex }: ClassRows): Softmax & BelowTop {
  const { o, number } = frame;
  const m = o.reduceMax(pred, 1, "m");
  const exps = o.exp(o.sub(pred, m), "e");
  const apart = belowTop(frame, pred, classIndex, exps);
  const half = number(0.5);
  const halfGap = o.sub(o.mul(half, m), o.mul(half, pred), "half_gap");
  return {
    ...apart,
    exps,
    norm: o.add(number(1), apart.rest, "norm"),
    halfNll: o.add(halfGap, o.mul(half, log1p(frame, apart.rest)), "half_nll"),
  };
}

function givenLabels({ o, int }: Frame, { shape }: ClassRows): Int {
  return o.reshape(int("label"), shape, "k", "label must have the rows of pred");
}

/** Rows with their labels, if each is a class or ignored. */
function withLabels(frame: Frame, rows: ClassRows, given: Int, ignored?: Bool): LabelRows {
  const { o, integers } = frame;
  const isClass = o.and(
    o.not(o.lessInts(given, integers(0))),
    o.lessInts(given, rows.classes),
    "is_class",
  );
  const stray = o.any(o.not(ignored === undefined ? isClass : o.or(isClass, ignored)), "stray");
  const demand = `label must be a class${ignored === undefined ? "" : " or ignore_index"}`;
  const shape = o.require(rows.shape, o.not(stray), demand);
  const labels = o.reshape(given, shape, "label_checked");
  const isLabel = o.equalInts(o.unsqueeze(labels, [1]), rows.classIndex, "is_label");
  return { ...rows, labels, shape, isLabel };
}

/** The number of a row's label: the sum over the classes of what is elsewhere 0. */
export function atLabel(
  { o, number }: Frame,
  { isLabel }: Pick<LabelRows, "isLabel">,
  x: Float,
  name?: string,
): Float {
  return o.squeeze(o.sum(o.where(isLabel, x, number(0)), [1]), [1], name);
}

/** A weight of each class, or one for all: [C], or [C, 1] where the rows have further axes. */
export function classWeights(
  frame: Frame,
  name: string,
  { classes }: Pick<LabelRows, "classes">,
): Float {
  const { o, integers, classRank } = frame;
  const given = frame.float(name);
  const length = o.size(given);
  const fits = o.or(o.equalInts(length, classes), o.equalInts(length, integers(1)));
  const checked = o.require(given, fits, `${name} must have as many elements as classes, or 1`);
  const all = o.expand(checked, o.unsqueeze(classes, [0]), `${name}_of_each`);
  return classRank === 2 ? all : o.unsqueeze(all, [1]);
}
