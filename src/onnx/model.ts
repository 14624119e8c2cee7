/**
 * What a model says of itself: inputs, outputs, opset, and what its nodes demand.
 *
 * @module
 */
import { fromBinary } from "@bufbuild/protobuf";
import {
  type GraphProto,
  ModelProtoSchema,
  TensorProto_DataType as DataType,
  type ValueInfoProto,
} from "./onnx_pb.ts";

/** An input or output of a model. */
export interface ModelPort {
  readonly name: string;
  /** ONNX's element type, e.g. `FLOAT`; absent where it is no tensor. */
  readonly type: string | undefined;
  /** Lengths of the axes, names and blanks for those that are open; absent: any rank. */
  readonly dims: readonly (number | string)[] | undefined;
}

/** A model's face. */
export interface ModelFace {
  /** The required inputs, in order. */
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /** The version of ONNX's own operators. */
  readonly opset: number;
  readonly metadata: ReadonlyMap<string, string>;
  /** By node, what its documentation says. */
  readonly docs: ReadonlyMap<string, string>;
}

/**
 * Reads the face of a model.
 *
 * @param bytes a serialized model
 * @returns what it says of itself
 * @throws {RangeError} when the bytes are no ONNX model, or are cut off
 */
export function readModel(bytes: Uint8Array): ModelFace {
  if (bytes.length === 0) throw new RangeError("it is empty");
  let model;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch (error) {
    throw new RangeError("it is no ONNX model, or is cut off", { cause: error });
  }
  const { graph, opsetImport, metadataProps } = model;
  const own = opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx");
  if (graph === undefined || opsetImport.length === 0 || graph.output.length === 0) {
    throw new RangeError("it is no ONNX model: there is no graph, opset or output in it");
  }
  return {
    inputs: requiredInputs(graph),
    outputs: graph.output.map(portOf),
    opset: Number(own?.version ?? 0n),
    metadata: new Map(metadataProps.map(({ key, value }) => [key, value])),
    docs: new Map(graph.node.map(({ name, docString }) => [name, docString])),
  };
}

/** An input that an initializer gives a default to is none that onnxruntime's JavaScript API can feed. */
function requiredInputs({ input, initializer }: GraphProto): readonly ModelPort[] {
  const given = new Set(initializer.map(({ name }) => name));
  return input.filter(({ name }) => !given.has(name)).map(portOf);
}

function portOf({ name, type }: ValueInfoProto): ModelPort {
  if (type?.value.case !== "tensorType") return { name, type: undefined, dims: undefined };
  const { elemType, shape } = type.value.value;
  return {
    name,
    type: DataType[elemType],
    dims: shape?.dim.map(({ value }) => {
      if (value.case !== "dimValue") return value.value ?? "";
      // Some exporters write -1 for a length that is open.
      return value.value > 0n ? Number(value.value) : "";
    }),
  };
}
