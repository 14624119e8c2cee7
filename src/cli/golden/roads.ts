/**
 * The roads to a loss's numbers besides the oracle: kernels by hand, and graphs for ONNX.
 *
 * @module
 */
import type { Adapter } from "../../adapters/mod.ts";
import { openImplementation } from "../../adapters/internal.ts";
import { type Fixture, reportRoad, type RoadReport } from "../../golden/internal.ts";
import { builtinSpecs, type Spec } from "../../spec/mod.ts";

/**
 * Opens every road.
 *
 * @param specs every spec by its id
 * @throws {CannotRun} when onnxruntime cannot be loaded in its process
 */
export async function openRoads(specs: ReadonlyMap<string, Spec>): Promise<readonly Adapter[]> {
  return [await openImplementation("reference", specs), await openImplementation("onnx", specs)];
}

/**
 * Asks every road every case.
 *
 * @param fixtures the cases, by file
 * @returns how far each road's answers are right
 * @throws {CannotRun} when onnxruntime cannot be loaded in its process
 */
export async function reportRoads(
  fixtures: ReadonlyMap<string, Fixture>,
): Promise<readonly RoadReport[]> {
  const reports: RoadReport[] = [];
  for (const road of await openRoads(builtinSpecs)) {
    try {
      reports.push(await reportRoad(road, builtinSpecs, fixtures));
    } finally {
      await road.close();
    }
  }
  return reports;
}
