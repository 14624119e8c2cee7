/**
 * The one error that says: this implementation could not even be started.
 *
 * @module
 */
import { foreignLine, foreignText } from "../foreign_text.ts";

/**
 * Why an implementation cannot be run at all: no such file, a broken module, a declaration that
 * names an unknown loss. A fault in answering a call is a {@linkcode Result}, never this.
 *
 * @example
 * ```ts
 * import { CannotRun } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new CannotRun("my_losses.ts", "there is no such file");
 * assertEquals(error.message, 'Cannot run "my_losses.ts": there is no such file');
 * ```
 */
export class CannotRun extends Error {
  /** Tells this error from others. */
  override readonly name = "CannotRun";
  /** The name or path that was asked for. */
  readonly implementation: string;

  /**
   * Says which implementation, and why.
   *
   * @param implementation the name or path that was asked for
   * @param why what is wrong and what would be right
   * @param cause the error behind it
   */
  constructor(implementation: string, readonly why: string, cause?: unknown) {
    super(`Cannot run "${foreignLine(implementation)}": ${foreignText(why)}`, { cause });
    this.implementation = implementation;
  }
}
