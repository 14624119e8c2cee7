/**
 * What a built-in loss is made of, besides its spec.
 *
 * @module
 */
import type { LossGraph, OperatorGraph } from "../onnx/internal.ts";
import type { Kernel } from "../reference/mod.ts";
import type { Witnesses } from "./convention.ts";
import type { Idea } from "./idea.ts";

/** One built-in loss: its spec by name, and each further road to its numbers. */
export interface LossRecord {
  /** The spec's id: its text is `spec/<id>.json`. */
  readonly id: string;
  /** The mathematics, by hand: the reference. */
  readonly kernel: Kernel;
  /** The formula in ONNX's operators. */
  readonly graph: LossGraph;
  /** ONNX's own operator of the loss, where there is one. */
  readonly operator?: OperatorGraph;
  /** Golden cases that people thought of. */
  readonly ideas: readonly Idea[];
  /** Calls that tell apart how libraries read this loss; absent = those of any loss. */
  readonly witnesses?: Witnesses;
}
