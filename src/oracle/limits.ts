/**
 * How much work formulas may be: what is more is refused with its figure, not tried.
 *
 * @module
 */

/** Characters of one formula. */
export const mostCharacters = 10_000;

/** Brackets inside brackets, as `abs(abs(…))` has. */
export const mostBrackets = 100;

/** Operations inside operations, the named parts that they read included. */
export const mostLevels = 1_000;

/**
 * Operations of all forms and gradients of a loss, and what these read, each once. The largest
 * built-in loss has a seventh of it.
 */
export const mostOperations = 20_000;

/** Up to so many derivatives of branches are chosen between as wholes; beyond, adjoints are. */
export const mostBranchings = 256;
