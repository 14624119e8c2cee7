/**
 * Which calls share a graph.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";

/** Which inputs and parameters are there: calls that agree in this share a graph. */
export function presenceOf(spec: Spec, call: Call): string {
  const inputs = Object.keys(spec.inputs).map((name) =>
    call.inputs[name]?.shape.length === 0 ? "s" : name in call.inputs ? "1" : "0"
  );
  const params = Object.keys(spec.params).map((name) =>
    (call.params[name] ?? null) === null ? "0" : "1"
  );
  return `${spec.id} ${inputs.join("")} ${params.join("")}`;
}
