/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { buildFormula, type Meaning } from "./build.ts";
export { compile, type Compiled } from "./compile.ts";
export { reachOf } from "./reach.ts";
export { type Slot, type Tape, tapeOf } from "./tape.ts";
export { differentiate } from "./differentiate.ts";
export { type Divisor, divisorIn, divisorValue } from "./divisor.ts";
export {
  atanDown,
  atanUp,
  expDown,
  expm1Down,
  expm1Up,
  expUp,
  log1pDown,
  log1pUp,
  logDown,
  logUp,
  powDown,
  powUp,
} from "./elementary.ts";
export { enclosuresOf, mayBe } from "./enclosure.ts";
export { type Evaluation, evaluationOf, ignoredRows } from "./evaluate_call.ts";
export { classes, entryAxesFor, type EntryAxis } from "./entry_axis.ts";
export { type Evaluator, evaluator } from "./evaluate_graph.ts";
export { laneCount, lanesAlong } from "./lanes.ts";
export { type Arithmetic, type Decision, exact, type Field } from "./field.ts";
export { isPowerOfTwo, significantBits } from "./exactness.ts";
export { functions } from "./functions.ts";
export { createGraph, type Graph } from "./graph.ts";
export { mostOperations } from "./limits.ts";
export { honestArithmetic } from "./honest_field.ts";
export { hiOf, loOf } from "./interval_column.ts";
export { intervalField, truthField } from "./interval_field.ts";
export { columnLayoutOf, lengthAlong } from "./layout.ts";
export { loadMpfr, type Mpfr, type Pointer, rounding } from "./mpfr.ts";
export { type MpfrColumn, type MpfrField, mpfrField } from "./mpfr_field.ts";
export { argumentsOf, type Node, type Operation, type ProductFactor, type Unary } from "./node.ts";
export { type Entries, evaluateEntries, evaluateNumber, type NumberScope } from "./number.ts";
export { presenceOf } from "./presence.ts";
export { mixesSides } from "./mixed_sides.ts";
export { parseFormula } from "./parse.ts";
export { placementOfOutput, scattered, undefinedTerms } from "./placement.ts";
export { printNode } from "./print.ts";
export type { Subject } from "./subject.ts";
