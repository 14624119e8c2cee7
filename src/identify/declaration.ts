/**
 * The dialect that an implementation should declare.
 *
 * @module
 */
import type { ParamValue, Spec } from "../spec/mod.ts";
import type { Dialect, Finding } from "./finding.ts";

/**
 * Puts together the dialect of what was found.
 *
 * @param spec the loss as its file has it
 * @param declared what the implementation declares
 * @param findings what it does
 * @returns the dialect to declare (empty = none), or undefined where the declared one is right
 */
export function declarationOf(
  spec: Spec,
  declared: Dialect,
  findings: readonly Finding[],
): Dialect | undefined {
  let { reduction } = declared;
  const params: Record<string, ParamValue> = { ...declared.params };
  let differs = false;
  for (const finding of findings) {
    if (finding.status !== "found" || finding.relation !== "dialect") continue;
    const { dialect = {} } = finding.conventions[0];
    if (dialect.reduction !== undefined) reduction = dialect.reduction ?? undefined;
    for (const [name, value] of Object.entries(dialect.params ?? {})) {
      if (value === spec.params[name].default) delete params[name];
      else params[name] = value;
    }
    differs = true;
  }
  if (!differs) return undefined;
  return {
    ...(reduction !== undefined && { reduction }),
    ...(Object.keys(params).length > 0 && { params }),
  };
}
