/**
 * onnxruntime, loaded when it is first needed: its native library is large, and needs `--allow-ffi`.
 *
 * @module
 */
import type { Runtime } from "../onnx/internal.ts";
import { CannotRun } from "./cannot_run.ts";
import { describeThrown } from "./thrown.ts";

/** Not a literal, so that who does not need the runtime does not download it. */
const module = new URL("./onnxruntime_node.ts", import.meta.url).href;

/**
 * Loads onnxruntime.
 *
 * @param implementation for what, as messages name it
 * @returns the runtime
 * @throws {CannotRun} when it is not permitted, or there is none for this machine
 */
export async function openOnnxruntime(implementation: string): Promise<Runtime> {
  const may = await Deno.permissions.query({ name: "ffi" });
  if (may.state !== "granted") {
    const how = "it in a process of its own, without --in-process, or with --allow-ffi";
    throw new CannotRun(
      implementation,
      `onnxruntime is a native library, which Deno may not load: run ${how}`,
    );
  }
  try {
    const imported: { readonly default: Runtime } = await import(module);
    return imported.default;
  } catch (error) {
    const { os, arch } = Deno.build;
    throw new CannotRun(
      implementation,
      `onnxruntime cannot be loaded on ${os} ${arch}: ${describeThrown(error)}`,
      error,
    );
  }
}
