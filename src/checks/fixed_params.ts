/**
 * Relations that hold at some values of parameters alone.
 *
 * @module
 */
import type { Setting } from "../judge/internal.ts";
import type { Fixed, Spec } from "../spec/mod.ts";
import { canHave } from "../spec/internal.ts";

/**
 * Those of the fixed names that are parameters.
 *
 * @param spec the loss
 * @param when the values by name; other names, such as `C`, are left out
 * @param setting what the check is made for
 * @returns the values by name; `undefined` where the implementation cannot have one of them
 */
export function fixedParams(
  spec: Spec,
  when: Fixed,
  { capability }: Setting,
): Fixed | undefined {
  const own = Object.entries(when).filter(([name]) => Object.hasOwn(spec.params, name));
  const can = own.every(([name, value]) => canHave(spec, capability, name, value));
  return can ? Object.fromEntries(own) : undefined;
}

/** The fixed values in words, after the loss: `" at gamma = 0"`; nothing where none is fixed. */
export function atFixed(when: Fixed): string {
  const ways = Object.entries(when).map(([name, value]) => `${name} = ${value}`);
  return ways.length === 0 ? "" : ` at ${ways.join(", ")}`;
}
