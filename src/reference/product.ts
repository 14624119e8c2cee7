/**
 * Quotients of products whose partial results stay in range.
 *
 * @module
 */

/**
 * Π numerators / Π denominators, with no overflow or underflow on the way unless the result has it.
 *
 * While the partial result is at least 1 in magnitude, the factor that shrinks it most is applied;
 * otherwise the one that enlarges it most.
 *
 * @param numerators factors
 * @param denominators divisors
 * @returns the quotient, within half an ulp per operation
 */
export function ratio(numerators: readonly number[], denominators: readonly number[]): number {
  const steps = [
    ...numerators.flatMap(midRange).map((by) => ({
      by,
      divide: false,
      size: Math.log2(Math.abs(by)),
    })),
    ...denominators.flatMap(midRange).map((by) => ({
      by,
      divide: true,
      size: -Math.log2(Math.abs(by)),
    })),
  ].sort((a, b) => a.size === b.size ? 0 : a.size - b.size);
  let result = 1;
  let first = 0;
  let last = steps.length - 1;
  while (first <= last) {
    const { by, divide } = Math.abs(result) < 1 ? steps[last--] : steps[first++];
    result = divide ? result / by : result * by;
  }
  return result;
}

/** A factor as one or two that are far from both ends of float64, exactly. */
function midRange(factor: number): readonly number[] {
  const size = Math.abs(factor);
  if (size > 2 ** 900 && size < Infinity) return [factor * 2 ** -128, 2 ** 128];
  return size < 2 ** -900 && size > 0 ? [factor * 2 ** 128, 2 ** -128] : [factor];
}

/** Whether a coefficient is so far from both ends of float64 that no product with it loses bits early. */
export function isMidRange(coefficient: number): boolean {
  const size = Math.abs(coefficient);
  return size > 2 ** -900 && size < 2 ** 900;
}
