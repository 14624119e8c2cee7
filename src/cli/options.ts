/**
 * Options that several commands have.
 *
 * @module
 */
import { InvalidArgumentError, Option } from "commander";

/** The configuration. */
export function configOption(): Option {
  return new Option("--config <file>", "read this file instead of lossproof.json");
}

/** Files of further losses. */
export function specOption(): Option {
  return new Option("--spec <file...>", "spec files of further losses").default([], "none");
}

/** Reads a whole number that is not below a minimum. */
export function wholeNumber(minimum = -Infinity): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[+-]?\d+(e\d+)?$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      const range = minimum === -Infinity ? "" : ` >= ${minimum}`;
      throw new InvalidArgumentError(`It must be a whole number${range}.`);
    }
    return value;
  };
}

/** Makes of a reader that throws a `RangeError` one that commander understands. */
export function argument<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InvalidArgumentError(error.message);
    }
  };
}

/** Reads a share, 0 to 1. */
export function share(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || value > 1) {
    throw new InvalidArgumentError("It must be a share from 0 to 1, such as 0.9.");
  }
  return value;
}
