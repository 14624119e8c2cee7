/**
 * The roads to a loss's numbers besides the oracle: kernels by hand, and graphs for ONNX.
 *
 * @module
 */
import type { Adapter } from "../../adapters/implementation.ts";
import { openOnnxRoad } from "../../adapters/onnx.ts";
import { referenceAdapter } from "../../adapters/reference.ts";
import type { Spec } from "../../spec/mod.ts";

/**
 * Opens every road.
 *
 * @param specs every spec by its id
 * @throws {CannotRun} when onnxruntime cannot be loaded
 */
export async function openRoads(specs: ReadonlyMap<string, Spec>): Promise<readonly Adapter[]> {
  return [referenceAdapter(specs), await openOnnxRoad(specs)];
}
