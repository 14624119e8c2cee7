/**
 * A member of the zoo: an honest implementation that is unusual.
 *
 * @module
 */
import type { Implementation, LossDefinition } from "../../src/adapters/mod.ts";
import type { Spec } from "../../src/spec/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";
import type { Evaluate } from "../mutants/honest.ts";
import { honestIn, type Manner } from "./implementation.ts";

/** An honest implementation of some losses. */
export interface Member {
  /** Unique: the name of its file, then its own. */
  readonly id: string;
  /** What is unusual about it, in one sentence. */
  readonly says: string;
  /** The formats that it stands for; absent = all. */
  readonly dtypes?: readonly FloatDType[];
  /** The losses that it stands for; absent = all. */
  readonly has?: (spec: Spec) => boolean;
  /** What it must say of itself to be taken for honest; absent = nothing. */
  readonly declares?: Pick<Implementation, "reproducible" | "flushes" | "arithmetic">;
  /** The conventions that it follows in a loss; absent = the spec's. */
  readonly dialect?: (spec: Spec) => LossDefinition["dialect"];
  /** A fresh implementation of one loss, in the dialect that it declares. */
  readonly make: (spec: Spec) => Evaluate;
}

/** A member that evaluates listed forms in a manner. */
export function member(
  id: string,
  says: string,
  manner: Manner,
  rest: Omit<Member, "id" | "says" | "make"> = {},
): Member {
  return { id, says, ...rest, make: (spec) => honestIn(spec, manner) };
}
