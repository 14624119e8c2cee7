/**
 * Three rows of three class logits, which many ideas begin with.
 *
 * @module
 */

/** Logits of ordinary size, no tie in any row. */
export const rows = [[0.5, -1.25, 2], [3, 0.25, -0.5], [-2, 1, 1.5]];
