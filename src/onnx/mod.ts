/**
 * ONNX: losses as graphs, and models on a runtime.
 *
 * @module
 */
export { composedModel, type GraphSet, operatorModel } from "./graph_set.ts";
