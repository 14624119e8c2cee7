/**
 * The oracle: where the truth of a call lies, what its honest evaluations can give, and where an
 * answer stands.
 *
 * Float64 intervals decide nearly everything; what they leave open, and all of float64's own truth,
 * goes to MPFR.
 *
 * @module
 */
import type { Call, Capability, DeclaredArithmetic, Rounding, Spec } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";
import { type FloatDType, formats } from "../tensor/mod.ts";
import { compile, type Compiled } from "./compile.ts";
import {
  type CallEnclosures,
  type Enclosure,
  enclosuresOf,
  type Leaving,
  mayBe,
  type OutputEnclosures,
  type Settled,
  type Standing,
} from "./enclosure.ts";
import { ignoredRows } from "./evaluate_call.ts";
import { honestArithmetic } from "./honest_field.ts";
import type { Subject } from "./subject.ts";
import { recycling } from "./interval_column.ts";
import { columnLayoutOf } from "./layout.ts";
import { loadMpfr } from "./mpfr.ts";
import { isOverNothing } from "./over_nothing.ts";
import { createOutputs } from "./call_outputs.ts";
import type { Outputs } from "./outputs.ts";
import { presenceOf } from "./presence.ts";

/** The oracle: truth and honest enclosures for the calls of the specs that it was made with. */
export interface Oracle {
  /**
   * Encloses the value and every gradient of one call (the form enclosures are computed when they
   * are first read).
   *
   * @throws {RangeError} when the call does not fit its spec
   */
  enclose(call: Call): CallEnclosures;
  /**
   * Whether every answer to a call is left open: its mean is over nothing, be it that all rows are ignored
   * or that what it divides by is 0. There NaN, 0 and a refusal say the same.
   *
   * @throws {RangeError} when the call does not fit its spec
   */
  leavesOpen(call: Call): boolean;
  /**
   * Runs work and recycles the memory of the enclosures that are opened in it: neither these nor
   * parts of them may be used afterwards.
   */
  recycling<T>(work: () => T): T;
  /**
   * Judges one answered number: precision rises until its place is decided.
   *
   * @param output `"value"` or an input's name
   * @param element row-major index into that output
   */
  stand(enclosures: CallEnclosures, output: string, element: number, answer: number): Standing;
  /** Whether a form's honest evaluations can give an answer, which is finite. */
  holds(
    enclosures: CallEnclosures,
    output: string,
    form: number,
    element: number,
    answer: number,
  ): boolean;
  /**
   * The correctly rounded result, ties to even; undefined where the last precision leaves it open.
   */
  rounded(enclosures: CallEnclosures, output: string, element: number): number | undefined;
  /** The correctly rounded result, with the precision that it took. */
  settle(enclosures: CallEnclosures, output: string, element: number): Settled;
  /**
   * One form's honest enclosure of one element, as sharp as rounding errors, intervals and MPFR draw it.
   *
   * @param form the form's place in the list
   */
  sharpest(
    enclosures: CallEnclosures,
    output: string,
    form: number,
    element: number,
  ): readonly [number, number];
  /**
   * What the sum (`sign` 1) or the difference (-1) of the gradients by two inputs of one shape may come
   * to, for each two forms, those of the same form first; each is computed when it is asked for. At a kink, where each gradient alone may be anything between two slopes,
   * both take the same side.
   */
  combined(
    enclosures: CallEnclosures,
    inputs: readonly [string, string],
    sign: 1 | -1,
  ): Iterable<Enclosure>;
  /**
   * What each form of a gradient may be where all atoms (abs, max, min, where …) that have a kink at the same
   * place take one side of it. Its honest enclosures let them differ where the loss itself has a kink.
   */
  oneSided(enclosures: CallEnclosures, input: string): Iterable<Enclosure>;
  /** κ = Σ|xⱼ·∂L/∂xⱼ| of an element of the value: no implementation's error can be below u·κ. */
  condition(enclosures: CallEnclosures, element: number): number;
  /**
   * What can leave the format's range on the way to one element: the first such operation of a listed
   * form, the most accurate first; overflow before underflow, and that before poles. Where the truth is
   * in range, an answer that comes of that is a fault.
   */
  leaving(enclosures: CallEnclosures, output: string, element: number): Leaving | undefined;
  /** The operation that dominates A at one element, e.g. `"1 - p: 93 %"`. */
  dominant(enclosures: CallEnclosures, output: string, element: number): string;
}

/** What is honest beyond the formats themselves; an implementation's declaration says it all. */
export interface OracleOptions {
  /** Formats in which subnormals are flushed to zero, read or written; none by default. */
  readonly flushes?: readonly FloatDType[];
  /** How results are rounded; to nearest by default. Nothing else of it is read. */
  readonly arithmetic?: DeclaredArithmetic;
  /** By loss, where one's arithmetic is its own. */
  readonly losses?: Readonly<Record<string, Pick<Capability, "arithmetic">>>;
}

/** How a loss rounds its results in a format. */
function roundingOf({ arithmetic, losses }: OracleOptions, { loss, dtype }: Call): Rounding {
  const declared = losses?.[loss]?.arithmetic ?? arithmetic;
  return declared?.[dtype]?.rounding ?? declared?.rounding ?? "nearest_even";
}

/**
 * Make an oracle for some specs.
 *
 * @param specs the losses that it may be asked for
 * @param options what an implementation declares of its arithmetic
 * @returns the oracle, once MPFR is loaded
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, tensor } from "lossproof";
 * import { assert } from "@std/assert";
 *
 * const oracle = await createOracle(builtinSpecs.values());
 * const enclosures = oracle.enclose({
 *   loss: "smooth_l1_loss",
 *   dtype: "f32",
 *   inputs: { pred: tensor("f32", [1], [0.5]), target: tensor("f32", [1], [0]) },
 *   params: { beta: 1 },
 *   reduction: "sum",
 *   gradients: false,
 * });
 * const { lo, hi } = enclosures.value.truth;
 * assert(lo[0] <= 0.125 && 0.125 <= hi[0]);
 * assert(oracle.stand(enclosures, "value", 0, 0.125).inside);
 * assert(!oracle.stand(enclosures, "value", 0, 0.13).inside);
 * ```
 */
export async function createOracle(
  specs: Iterable<Spec>,
  options: OracleOptions = {},
): Promise<Oracle> {
  const { flushes = [] } = options;
  const mpfr = await loadMpfr();
  const known = new Map([...specs].map((spec) => [spec.id, spec]));
  const compiled = new Map<string, Compiled>();

  function subjectOf(call: Call): Subject {
    const spec = known.get(call.loss);
    if (spec === undefined) {
      throw new RangeError(`Unknown loss "${call.loss}"${didYouMean(call.loss, known.keys())}`);
    }
    const layout = columnLayoutOf(spec, call);
    const key = presenceOf(spec, call);
    const found = compiled.get(key) ?? compile(spec, call);
    compiled.set(key, found);
    const { dtype } = call;
    const arithmetic = honestArithmetic(dtype, flushes.includes(dtype), roundingOf(options, call));
    return { spec, call, compiled: found, layout, arithmetic };
  }

  /** Where an enclosure's outputs are. A WeakMap would keep them alive until the next full collection. */
  const opened = Symbol("outputs");
  interface Opened extends CallEnclosures {
    readonly [opened]: Outputs;
  }

  function outputsOf(enclosures: CallEnclosures | Opened): Outputs {
    if (!(opened in enclosures)) throw new TypeError("These enclosures are another oracle's");
    return enclosures[opened];
  }

  return {
    enclose(call) {
      const subject = subjectOf(call);
      const outputs = createOutputs(subject, ignoredRows(subject), mpfr);
      const gradients: Record<string, OutputEnclosures> = {};
      for (const input of Object.keys(subject.compiled.gradients)) {
        gradients[input] = outputs.enclosures(input);
      }
      const enclosures: Opened = {
        call,
        dtype: call.dtype,
        value: outputs.enclosures("value"),
        gradients,
        [opened]: outputs,
      };
      return enclosures;
    },
    leavesOpen: (call) => isOverNothing(subjectOf(call)),
    recycling,
    stand(enclosures, output, element, answer) {
      const outputs = outputsOf(enclosures);
      const known = enclosuresOf(enclosures, output);
      if (known === undefined) {
        throw new RangeError(`"${enclosures.call.loss}" has no gradient by "${output}"`);
      }
      return standing(outputs, known, output, element, answer, enclosures.dtype);
    },
    holds(enclosures, output, form, element, answer) {
      const [lo, hi] = outputsOf(enclosures).honest(output, form, element, answer);
      return lo <= answer && answer <= hi;
    },
    rounded: (enclosures, output, element) =>
      outputsOf(enclosures).settled(output, element).rounded,
    settle: (enclosures, output, element) => outputsOf(enclosures).settled(output, element),
    sharpest: (enclosures, output, form, element) =>
      outputsOf(enclosures).sharpest(output, form, element),
    combined: (enclosures, inputs, sign) => outputsOf(enclosures).combined(inputs, sign),
    oneSided: (enclosures, input) => outputsOf(enclosures).oneSided(input),
    condition: (enclosures, element) => outputsOf(enclosures).condition(element),
    leaving: (enclosures, output, element) => outputsOf(enclosures).leaving(output, element),
    dominant: (enclosures, output, element) => outputsOf(enclosures).dominant(output, element),
  };
}

/** An answer inside a form; whether that says little, and its multiple of A, is computed when it is read. */
class Inside {
  readonly inside = true;
  readonly form: string;
  readonly rank: number;
  readonly #isWeak: () => boolean;
  readonly #error: () => number;
  readonly #bound: () => number;

  constructor(
    form: string,
    rank: number,
    isWeak: () => boolean,
    error: () => number,
    bound: () => number,
  ) {
    this.form = form;
    this.rank = rank;
    this.#isWeak = isWeak;
    this.#error = error;
    this.#bound = bound;
  }

  get weak(): boolean {
    return this.#isWeak();
  }

  get multiple(): number {
    const error = this.#error();
    if (error === 0) return 0;
    const bound = this.#bound();
    return bound > 0 && bound < Infinity ? error / bound : NaN;
  }
}

function standing(
  outputs: Outputs,
  known: OutputEnclosures,
  output: string,
  element: number,
  answer: number,
  dtype: Call["dtype"],
): Standing {
  const { forms } = known;
  if (Number.isNaN(answer) && Number.isNaN(known.truth.lo[element])) {
    return { inside: true, form: forms[0].name, rank: 0, multiple: 0, weak: false };
  }
  if (outputs.isUnasked(output, element)) {
    return { inside: true, form: forms[0].name, rank: 0, multiple: NaN, weak: true };
  }
  if (!Number.isFinite(answer) && mayBe(known, element, answer)) {
    return {
      inside: true,
      form: forms[0].name,
      rank: 0,
      multiple: NaN,
      weak: Number.isNaN(answer),
    };
  }
  const error = () => outputs.errorOf(output, element, answer);
  const insideOf = (rank: number, isWeak: () => boolean) =>
    new Inside(forms[rank].name, rank, isWeak, error, () => forms[0].reach(element));
  const isWeak = (rank: number, lo: number, hi: number) => {
    const truth = outputs.truthAt(output, element);
    return saysLittle(lo, hi, truth, dtype) &&
      saysLittle(...outputs.sharpest(output, rank, element), truth, dtype);
  };
  // The truth itself, rounded, or a slope of a side of a kink: that is by chance at most where it is 0.
  if (outputs.isTruth(output, element, answer)) {
    return insideOf(0, () => {
      if (answer === 0) return isWeak(0, ...outputs.honest(output, 0, element, answer));
      const [lo, hi] = [known.truth.lo[element], known.truth.hi[element]];
      return saysLittle(lo, hi, outputs.truthAt(output, element), dtype);
    });
  }
  for (let rank = 0; rank < forms.length && Number.isFinite(answer); rank++) {
    const [lo, hi] = outputs.honest(output, rank, element, answer);
    if (lo <= answer && answer <= hi) return insideOf(rank, () => isWeak(rank, lo, hi));
  }
  const honest = forms.map((_, rank) => outputs.honest(output, rank, element, answer));
  const gap = ([lo, hi]: readonly [number, number]) => Math.max(lo - answer, answer - hi);
  const allowed = honest.reduce((nearest, other) => gap(other) < gap(nearest) ? other : nearest);
  const truth = outputs.settled(output, element).rounded ?? outputs.truthAt(output, element);
  return { inside: false, truth, allowed };
}

/** Whether an enclosure reaches as far as the truth is from 0, beyond what underflow explains. */
function saysLittle(lo: number, hi: number, truth: number, dtype: Call["dtype"]): boolean {
  const width = Math.max(hi - truth, truth - lo);
  return !(width < Math.abs(truth) || width <= 16 * formats[dtype].smallestSubnormal);
}
