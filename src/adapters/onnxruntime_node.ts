/**
 * onnxruntime for Node.js and Deno. Needs `--allow-ffi`: it is a native library.
 *
 * @module
 */
import * as ort from "npm:onnxruntime-node@1.30.0";
import { onnxruntime, type OnnxruntimeApi, type Runtime } from "../onnx/internal.ts";

const runtime: Runtime = onnxruntime(ort as unknown as OnnxruntimeApi, "onnxruntime-node");
export default runtime;
