/**
 * Opens a module or a model in the process that asks for it: a child, or the judge's own where that was named.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Adapter } from "../implementation.ts";
import type { OpenOptions } from "../open_module.ts";
import type { Hosted } from "./hosted.ts";

/**
 * Opens it. What only one kind needs is loaded for that kind alone.
 *
 * @param hosted what is to be opened
 * @param specs every spec by its id
 * @param patience how long to wait for a module
 * @throws {CannotRun} when that cannot be run
 */
export async function openHosted(
  hosted: Hosted,
  specs: ReadonlyMap<string, Spec>,
  patience: OpenOptions = {},
): Promise<Adapter> {
  switch (hosted.kind) {
    case "module": {
      const { openModule } = await import("../open_module.ts");
      return await openModule(hosted.url, specs, patience);
    }
    case "graphs": {
      const { composedGraphs, operatorGraphs } = await import("../../losses/internal.ts");
      const { openOnnxRoad } = await import("../onnx.ts");
      return await openOnnxRoad(
        specs,
        hosted.graphs === "composed" ? composedGraphs : operatorGraphs,
      );
    }
    case "model": {
      const { openOnnxFile } = await import("../open_onnx_file.ts");
      const { path, loss, ...options } = hosted;
      return await openOnnxFile(path, specs.get(loss)!, options);
    }
  }
}
