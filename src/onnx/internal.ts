/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { bindableNames, type Binding, bindModel } from "./binding.ts";
export {
  type Axis,
  axisOf,
  type Box,
  type BoxPairs,
  boxPairs,
  inUnits,
  isInnerEnd,
  type Span,
  unitOf,
} from "./box_pair.ts";
export {
  avgFactorOr,
  between,
  elements,
  finite,
  flag,
  fraction,
  nonEmpty,
  nonNegative,
  optional,
  optionalFraction,
  optionalWeight,
  positive,
  weightOfEach,
  withFactorChecked,
} from "./checked.ts";
export { atan, expm1, log1p, logit, tiny } from "./elementary.ts";
export { divisorOfRowCount, type EntryRows, entryRows, rowSum, weightedRows } from "./entry_row.ts";
export { evaluateModel, type Feedable, feedsOf, type LoadedModel } from "./evaluate.ts";
export { liftOfRows, unitOfRows } from "./faint_rows.ts";
export { type FixedLengths, fixedLengths } from "./fixed_lengths.ts";
export {
  type Frame,
  type GraphOptions,
  graphParams,
  inputPort,
  type LossGraph,
  paramPort,
} from "./frame.ts";
export { createGraph, type GraphBuilder } from "./graph_builder.ts";
export type { GraphFile, OperatorGraph } from "./graph_set.ts";
export { graphDTypes } from "./kinds.ts";
export { type ModelFace, type ModelPort, readModel } from "./model.ts";
export {
  type GraphProto,
  ModelProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
} from "./onnx_pb.ts";
export { operatorsOf } from "./operators.ts";
export {
  avgFactorOrElements,
  countOfPositive,
  distanceInRange,
  divisorOfElements,
  oddGradients,
} from "./pair.ts";
export {
  onnxruntime,
  type OnnxruntimeApi,
  type Runtime,
  type RuntimeSession,
  type RuntimeTensor,
} from "./runtime.ts";
export {
  atLabel,
  belowTop,
  type ClassRows,
  classRows,
  classWeights,
  type Ignoring,
  type LabelRows,
  labelRows,
  othersOf,
  softmaxOf,
  type SoftmaxRows,
  softmaxRows,
  softmaxRowsOfClasses,
} from "./softmax_row.ts";
export { shapeForRank, toRuntime } from "./tensors.ts";
export { coefficientOf, type Factors, productInTurn, steadyProduct, type Terms } from "./terms.ts";
export type { Bool, Float, Int } from "./value.ts";
