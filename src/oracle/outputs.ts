/**
 * What may be asked of the outputs of one call.
 *
 * @module
 */
import type { Enclosure, Leaving, OutputEnclosures, Settled } from "./enclosure.ts";

/** The outputs of one call; `output` is `"value"` or an input's name. */
export interface Outputs {
  enclosures(output: string): OutputEnclosures;
  /** One element's honest enclosure, as sharp as it takes to place this answer. */
  honest(output: string, form: number, element: number, answer: number): readonly [number, number];
  /** The truth to the precision of a float64; NaN where an input is NaN. */
  truthAt(output: string, element: number): number;
  /**
   * How far an answer is from the truth: 0 where it is the truth, rounded but once, and inside the interval that
   * the truth is at a kink.
   */
  errorOf(output: string, element: number, answer: number): number;
  /** Whether an answer is surely the truth, rounded but once, at a kink anything from side to side. */
  isTruth(output: string, element: number, answer: number): boolean;
  /** One element's honest enclosure, as sharp as it takes to place any answer. */
  sharpest(output: string, form: number, element: number): readonly [number, number];
  /** The correctly rounded result, undefined where the last precision leaves it open. */
  settled(output: string, element: number): Settled;
  /** What the sum, or the difference, of two gradients of one shape may come to: of each two forms. */
  combined(inputs: readonly [string, string], sign: 1 | -1): Iterable<Enclosure>;
  /** Of each form of a gradient: what it may be where all atoms of a kink take one side. */
  oneSided(input: string): Iterable<Enclosure>;
  /** κ = Σ|xⱼ·∂L/∂xⱼ| of one element of the value, over the inputs that it is differentiated by. */
  condition(element: number): number;
  /** The operation with the largest share of A, with that share. */
  dominant(output: string, element: number): string;
  /** Whether the formula has no value at an element: then nothing is asked. */
  isUnasked(output: string, element: number): boolean;
  /** The first operation of a form that can leave the format's range at an element, and that form. */
  leaving(output: string, element: number): Leaving | undefined;
}
