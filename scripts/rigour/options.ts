/**
 * Command lines of the long proofs: `--name=number`.
 *
 * @module
 */

/**
 * The value of a numeric option.
 *
 * @param args the command line
 * @param name of the option, without dashes
 * @param otherwise where it is not given
 * @returns the number
 * @throws {RangeError} when it is given, and is no whole number >= 0
 */
export function numberOption(args: readonly string[], name: string, otherwise: number): number {
  const given = args.find((arg) => arg.startsWith(`--${name}=`));
  if (given === undefined) return otherwise;
  const value = Number(given.slice(name.length + 3));
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`Cannot use ${given}: --${name} must be a whole number >= 0`);
  }
  return value;
}
