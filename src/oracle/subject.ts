/**
 * What is evaluated: a call of a loss, compiled.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import type { Compiled } from "./compile.ts";
import type { Arithmetic } from "./field.ts";
import type { ColumnLayout } from "./layout.ts";

/** A call, read and compiled. */
export interface Subject {
  readonly spec: Spec;
  readonly call: Call;
  readonly compiled: Compiled;
  readonly layout: ColumnLayout;
  /** What its honest evaluations round in. */
  readonly arithmetic: Arithmetic;
}
