/**
 * Bytes of ONNX models that take part in attacks: an absolute difference, with what an attack puts in.
 *
 * @module
 */
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema, TensorProto_DataType } from "../../../src/onnx/internal.ts";

type Model = MessageInitShape<typeof ModelProtoSchema>;
type Graph = Extract<NonNullable<Model["graph"]>, { $typeName?: undefined }>;
/** A node, as a message may be written. */
export type Node = NonNullable<Graph["node"]>[number];
/** A tensor, as a message may be written. */
export type Tensor = NonNullable<Graph["initializer"]>[number];
/** A graph, as a message may be written. */
export type { Graph };

/** A node by its operator, with its inputs and outputs. */
export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  more: Partial<Exclude<Node, { $typeName: string }>> = {},
): Node {
  return { opType, input: [...input], output: [...output], ...more } as Node;
}

/** A constant: its type, its dims, and its bytes or what else says them. */
export function constant(
  name: string,
  dataType: number,
  dims: readonly bigint[],
  more: Partial<Exclude<Tensor, { $typeName: string }>> = {},
): Tensor {
  return { name, dataType, dims: [...dims], ...more } as Tensor;
}

/** Int64 numbers as a constant: a scalar for one number, a vector for a list. */
export function integers(name: string, x: bigint | readonly bigint[]): Tensor {
  const all = [x].flat();
  const dims = typeof x === "bigint" ? [] : [BigInt(all.length)];
  return constant(name, TensorProto_DataType.INT64, dims, { int64Data: [...all] });
}

/** A port: a float tensor of one axis, unless said otherwise. */
export function port(
  name: string,
  elemType: number = TensorProto_DataType.FLOAT,
  dims: readonly (string | bigint)[] = ["n"],
) {
  const dim = dims.map((length) => ({
    value: typeof length === "string"
      ? { case: "dimParam" as const, value: length }
      : { case: "dimValue" as const, value: length },
  }));
  return {
    name,
    type: { value: { case: "tensorType" as const, value: { elemType, shape: { dim } } } },
  };
}

/** |pred − target|. */
export const difference: readonly Node[] = [
  node("Sub", ["pred", "target"], ["d"]),
  node("Abs", ["d"], ["loss"]),
];

/** What a model is besides its graph's nodes. */
export interface Parts {
  readonly nodes?: readonly Node[];
  readonly constants?: readonly Tensor[];
  readonly graph?: Partial<Exclude<Graph, { $typeName: string }>>;
  readonly model?: Partial<Exclude<Model, { $typeName: string }>>;
}

/** A model's bytes. */
export function modelBytes(parts: Parts = {}): Uint8Array<ArrayBuffer> {
  const { nodes = difference, constants = [], graph = {}, model = {} } = parts;
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: "", version: 18n }],
      graph: {
        name: "attacker",
        node: [...nodes],
        initializer: [...constants],
        input: [port("pred"), port("target")],
        output: [port("loss")],
        ...graph,
      },
      ...model,
    } as Model),
  );
}
