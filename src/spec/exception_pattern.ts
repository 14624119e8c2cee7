/**
 * Which exceptions are meant: by class, by words of the message, or by both.
 *
 * @module
 */

/** Exceptions of one class, the classes that inherit from it included, or with certain words. */
export interface ExceptionWords {
  /** The class's name, e.g. `"ValueError"`; absent = any class. */
  readonly class?: string;
  /** Text that is in the message, in any case of letters; absent = any message. */
  readonly message?: string;
}

/** Which exceptions are meant; a text is the name of a class. */
export type ExceptionPattern = string | ExceptionWords;
