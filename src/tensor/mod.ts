/**
 * Tensors and the number formats of their elements. Runs in browsers.
 *
 * @module
 */
export {
  type DType,
  type FloatDType,
  floatDTypes,
  type Format,
  formats,
  isRepresentable,
  roundTo,
} from "./dtype.ts";
export type { JsonNumber, JsonTensor, NestedJson } from "./json.ts";
export { type Tensor, tensor, type TensorData } from "./tensor.ts";
export { stepFloat, ulp } from "./ulp.ts";
