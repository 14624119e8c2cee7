import { assertRejects } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import { openOnnxRoad } from "./onnx.ts";

Deno.test({
  name: "openOnnxRoad() says how onnxruntime may be loaded where it may not",
  permissions: { read: "inherit", env: "inherit", ffi: false },
  async fn() {
    const message = 'Cannot run "onnx": onnxruntime is a native library, which Deno may not load';
    await assertRejects(() => openOnnxRoad(builtinSpecs), CannotRun, message);
  },
});
