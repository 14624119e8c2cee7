/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { unknownName } from "./about.ts";
export { confiningPrograms } from "./confined.ts";
export { divertConsole } from "./host/divert_console.ts";
export { findLibraries, type Library } from "./libraries.ts";
export { sharedShape } from "./declared.ts";
export { createLineSplitter } from "./lines.ts";
export { onnxAdapter, openOnnxRoad } from "./onnx.ts";
export type { Hosted } from "./host/hosted.ts";
export { openImplementation, openStranger } from "./open.ts";
export { openOnnxFile } from "./open_onnx_file.ts";
export { openProcess } from "./process.ts";
export { protocolJsonSchema, runAnswerSchema, startAnswerSchema } from "./protocol.ts";
export { readResult } from "./read_result.ts";
export { referenceAdapter } from "./reference.ts";
export { describeThrown } from "./thrown.ts";
export { runLine } from "./wire.ts";
