/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { unknownName } from "./about.ts";
export { findLibraries, type Library } from "./libraries.ts";
export { sharedShape } from "./declared.ts";
export { createLineSplitter } from "./lines.ts";
export { onnxAdapter, openOnnxRoad } from "./onnx.ts";
export { openImplementation } from "./open.ts";
export { openOnnxFile } from "./open_onnx_file.ts";
export { openProcess } from "./process.ts";
export { protocolJsonSchema, runAnswerSchema, runLine, startAnswerSchema } from "./protocol.ts";
export { readResult } from "./read_result.ts";
export { referenceAdapter } from "./reference.ts";
export { describeThrown } from "./thrown.ts";
