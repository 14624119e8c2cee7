/**
 * A loss's golden cases: the ideas, then random calls for the pairs that they leave out.
 *
 * @module
 */
import type { Oracle } from "../oracle/mod.ts";
import type { Spec } from "../spec/mod.ts";
import type { Evaluation, Fixture, GoldenCase, Rejection } from "./fixture.ts";
import type { Idea } from "../losses/internal.ts";
import { type Draft, draftsOf } from "./drafts.ts";
import { numbersOf } from "./numbers.ts";
import { pairDrafts } from "./pairs.ts";

/** A loss's golden cases, and how hard they were to decide. */
export interface Suite {
  readonly fixture: Fixture;
  /** Bits of the most precise arithmetic that decided a number, or could not. */
  readonly bits: number;
  /** Numbers that the last precision leaves open. */
  readonly undecided: number;
}

/**
 * Makes a loss's golden cases. The same oracle and spec give the same cases, always.
 *
 * @param oracle knows the spec
 * @param spec the loss
 * @param ideas what people thought of; with none, it has random cases alone
 * @throws {TypeError} when two cases have one name
 */
export function makeSuite(oracle: Oracle, spec: Spec, ideas: readonly Idea[]): Suite {
  const thought = ideas.flatMap((idea) => draftsOf(spec, idea));
  const drafts = [...thought, ...pairDrafts(spec, thought)];
  const names = new Set(drafts.map(({ name }) => name));
  if (names.size < drafts.length) {
    throw new TypeError(`Two golden cases of ${spec.id} have one name`);
  }
  let bits = 0;
  const cases = drafts.map((draft): GoldenCase => {
    const { refuse, ...head } = draft;
    if (refuse !== undefined) return rejection(draft, refuse);
    const numbers = numbersOf(oracle, spec, draft.call);
    bits = Math.max(bits, numbers.bits);
    const { value, gradients } = numbers;
    const call = { ...draft.call, gradients: Object.keys(gradients).length > 0 };
    return { ...head, call, value, gradients };
  });
  return { fixture: { cases }, bits, undecided: undecidedIn(cases) };
}

function rejection({ name, why, call }: Draft, level: Rejection["level"]): Rejection {
  return { name, purpose: "rejection", why, call, level };
}

function undecidedIn(cases: readonly GoldenCase[]): number {
  const outputs = cases.flatMap((golden) =>
    "value" in golden ? [golden.value, ...Object.values((golden as Evaluation).gradients)] : []
  );
  return outputs.flatMap(({ open = [] }) => open.filter(({ why }) => why === "undecided")).length;
}
