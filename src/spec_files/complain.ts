/**
 * How linting a spec tells what is wrong.
 *
 * @module
 */

/** Notes one problem of the spec: where, and what, as the end of a sentence. */
export type Complain = (path: string, what: string) => void;

/** Parses a formula; throws when it is malformed or uses a name that is not among `names`. */
export type CheckFormula = (text: string, names: ReadonlySet<string>) => void;
