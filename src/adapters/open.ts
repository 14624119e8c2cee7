/**
 * From the name of an implementation to a way to it.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { didYouMean } from "../spec/suggest.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Adapter } from "./implementation.ts";
import { operatorGraphs } from "../losses/graphs.ts";
import { openOnnxRoad } from "./onnx.ts";
import { openModule } from "./open_module.ts";
import { referenceAdapter } from "./reference.ts";

/** Implementations that come with Lossproof, by name. */
const shipped: Readonly<Record<string, URL>> = {
  tfjs: new URL("../../scripts/peers/tfjs/mod.ts", import.meta.url),
};

/**
 * Open an implementation by its name or path.
 *
 * @param name `"reference"`, `"onnx"`, `"onnx_operators"`, `"tfjs"`, the path of a module, or its URL
 * @param specs every spec by its id
 * @returns an adapter
 * @throws {CannotRun} when there is no such module or it does not declare what the specs know
 */
export async function openImplementation(
  name: string,
  specs: ReadonlyMap<string, Spec>,
): Promise<Adapter> {
  if (name === "reference") return referenceAdapter(specs);
  if (name === "onnx") return await openOnnxRoad(specs);
  if (name === "onnx_operators") return await openOnnxRoad(specs, operatorGraphs);
  if (Object.hasOwn(shipped, name)) return await openModule(shipped[name], specs);
  if (/^\w+$/.test(name)) {
    const known = ["reference", "onnx", "onnx_operators", ...Object.keys(shipped)];
    throw new CannotRun(
      name,
      `a module needs its path, and no implementation has this name${didYouMean(name, known)}`,
    );
  }
  return await openModule(name, specs);
}
