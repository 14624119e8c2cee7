/**
 * What goes between the thread of the command and those that help it; all of it can be cloned.
 *
 * @module
 */
import type { About } from "../../../adapters/mod.ts";
import type { Counterexample, Judged, PlanOptions } from "../../../runner/mod.ts";
import type { Spec } from "../../../spec/mod.ts";
import type { FloatDType } from "../../../tensor/mod.ts";
import type { Target } from "../../target/target.ts";

/** What a plan is made from in any thread: all but the oracle, and the specs in their dialect. */
export type PlanData = Omit<PlanOptions, "specs" | "oracle">;

/** What a helping thread opens. */
export type Opening = Omit<Order & { readonly type: "open" }, "type">;

/** To a helping thread. */
export type Order =
  | {
    readonly type: "open";
    readonly target: Target;
    /** Every spec by its id, in no dialect. */
    readonly specs: ReadonlyMap<string, Spec>;
    readonly plan: PlanData;
    /** What the implementation says of itself in the command's thread. */
    readonly about: About;
  }
  | {
    readonly type: "try";
    readonly seed: number;
    readonly checks: readonly { readonly id: string; readonly dtype: FloatDType }[];
    readonly stored: readonly Counterexample[];
  }
  /** Ends what is being tried. */
  | { readonly type: "enough" }
  /** Kills the program, too. */
  | { readonly type: "interrupt" }
  | { readonly type: "close" };

/** From a helping thread. */
export type Report =
  | { readonly type: "opened"; readonly about: About }
  | { readonly type: "judged"; readonly judged: Judged }
  | { readonly type: "tried" }
  | { readonly type: "closed" }
  | {
    readonly type: "failed";
    /** Why the implementation cannot be run; absent = a bug. */
    readonly cannotRun?: { readonly implementation: string; readonly why: string };
    readonly error: unknown;
  }
  /** A process is to be killed if the command ends, or no longer. */
  | { readonly type: "process"; readonly pid: number; readonly lives: boolean };
