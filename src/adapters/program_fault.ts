/**
 * What a program does that is no answer: it dies, hangs, talks nonsense.
 *
 * @module
 */

/**
 * - `late`: it did not answer in time;
 * - `stray`: it did something that nobody asked for, so that no call in flight is to blame;
 * - `broken`: anything else.
 */
export type ProgramFaultKind = "late" | "stray" | "broken";

/** What a new start may be taken to cost, in milliseconds. */
const startMilliseconds = 1000;

/** A fault of a program, after which its process is gone; the message is told of the call. */
export class ProgramFault extends Error {
  override readonly name = "ProgramFault";
  /**
   * Time that it costs, in milliseconds. No clock measures it: what is done about faults shall be the
   * same on any machine, however busy.
   */
  readonly cost: number;

  /**
   * @param kind what sort of fault
   * @param what it did, e.g. `died with exit code 1`
   * @param complaints the end of what it wrote to its standard error
   * @param waited milliseconds that it was given in vain
   */
  constructor(
    readonly kind: ProgramFaultKind,
    readonly what: string,
    readonly complaints: string,
    waited = 0,
  ) {
    super(complaints === "" ? what : `${what}; its standard error ends: ${complaints}`);
    this.cost = waited + startMilliseconds;
  }
}
