/**
 * What the values of a graph may hold, and how ONNX writes it down.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";
import { TensorProto_DataType as DataType } from "./onnx_pb.ts";

/** What a value in a graph holds: numbers of the graph's float format, whole numbers, or truths. */
export type Kind = "float" | "int" | "bool";

/** The float formats that graphs can be written in. */
export type GraphDType = Exclude<FloatDType, "bf16">;

/** The formats that graphs are written in, widest first. */
export const graphDTypes: readonly GraphDType[] = ["f64", "f32", "f16"];

/** ONNX's element type of each format. */
export const elementTypes: Readonly<Record<FloatDType, DataType>> = {
  f64: DataType.DOUBLE,
  f32: DataType.FLOAT,
  f16: DataType.FLOAT16,
  bf16: DataType.BFLOAT16,
};

/**
 * The format that a graph computes in.
 *
 * onnxruntime's CPU kernels have no float16 for `Add`, `Sub`, `Mul`, `Div`, `Exp`, `Log`, `Pow`, `Abs`,
 * `Where`, `Equal`, `Less`, `Greater`, `ReduceSum` or `ReduceMax` (1.30; it has `Cast`, `Max`, `Min`,
 * `Sign`, `Clip`, `IsNaN`, `Gather`, `Reshape`). A float16 graph therefore computes in float32 between
 * casts at its rim, as GPU kernels do.
 */
export function arithmeticOf(dtype: GraphDType): "f64" | "f32" {
  return dtype === "f64" ? "f64" : "f32";
}
