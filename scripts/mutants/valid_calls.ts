/**
 * Mistakes with valid calls alone: what is to be refused is refused.
 *
 * @module
 */
import { evaluateReference } from "../../src/losses/mod.ts";
import type { Call } from "../../src/spec/mod.ts";
import { refusalOf } from "./honest.ts";
import { computes, type How, withNumbers } from "./write.ts";

/** The right loss, asked another question than it was, where that was a valid one. */
export function mishears(change: (call: Call) => Call): How {
  return computes(() => (call) => refusalOf(call) ?? evaluateReference(change(call)));
}

/** A call with the numbers of one input read at other places than their own. */
export function readAt(call: Call, name: string, place: (i: number) => number): Call {
  const { data } = call.inputs[name];
  return withNumbers(call, name, (_, i) => data[place(i)]);
}
