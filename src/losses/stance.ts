/**
 * What a spec says of inputs that are no ordinary ones.
 *
 * @module
 */
import type { Reject, Spec } from "../spec/mod.ts";
import type { Stance } from "./convention.ts";

/**
 * Whether a spec refuses a kind of input.
 *
 * @param spec the loss
 * @param kind the kind of refusal
 * @param of an input or the parameter that it speaks of
 * @returns `refuses` where it must or should be refused, else `open`
 */
export function refusal(spec: Spec, kind: Reject["kind"], of?: string): Stance {
  const found = spec.rejects.find((reject) => {
    if (reject.kind !== kind) return false;
    if (of === undefined) return true;
    if ("of" in reject) return reject.of.includes(of);
    return "param" in reject ? reject.param === of : "input" in reject && reject.input === of;
  });
  return found === undefined || found.level === "may" ? "open" : "refuses";
}
