/**
 * Where kernels write: arrays that the caller owns.
 *
 * @module
 */

/** Where a kernel writes its terms ℓ and their derivatives ∂ℓ/∂pred. */
export interface LossOutput {
  /** The terms, before weights of samples and before any reduction. */
  readonly value: Float64Array;
  /** The derivative of each term by its own prediction; `null` = not wanted. */
  readonly gradient: Float64Array | null;
}

/** Where a kernel writes whose loss is differentiated by the target too. */
export interface PairOutput extends LossOutput {
  /** The derivative of each term by its own target; `null` = not wanted. */
  readonly targetGradient: Float64Array | null;
}
