/**
 * A small typed builder of ONNX graphs.
 *
 * A value is made by a method that is named after its operator; what it holds is part of its type, so
 * that a graph whose operators do not fit is no TypeScript. The builder writes nodes in the order of the
 * calls and constants once each, so a graph has the same bytes whenever it is built.
 *
 * @module
 */
import { create, toBinary } from "@bufbuild/protobuf";
import { version } from "../version.ts";
import { arithmeticOf, elementTypes, type GraphDType, type Kind } from "./kinds.ts";
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.ts";

/** Opset 18 of April 2023 and its IR version: onnxruntime reads them since 1.14. */
export const opset = 18;
const irVersion = 8;

/** A value of a graph: what a node's output, an input or a constant is called. */
export interface Value<K extends Kind = Kind> {
  readonly name: string;
  readonly kind: K;
}

/** Lengths of axes; a name stands for a length that is known when the graph runs. */
export type Dims = readonly (number | string)[];

/** A graph's input or output. */
export interface Port {
  readonly name: string;
  readonly dims: Dims;
  /** What it is, in a sentence. */
  readonly doc: string;
}

/** What a model says of itself. */
export interface ModelWords {
  readonly name: string;
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a node may have besides inputs and an output. */
export interface NodeExtra {
  /** By name; a number is an int. */
  readonly attributes?: Readonly<Record<string, number | string>>;
  /**
   * What must hold lest the node fail, e.g. `beta must be > 0`: the node is called so, as far as an
   * identifier can, and its documentation has the words.
   */
  readonly demand?: string;
}

/** A graph under construction; every method adds what it returns. */
export interface GraphBuilder {
  /** A float input; inside the graph it has the format that the graph computes in. */
  float(port: Port): Value<"float">;
  /** An int64 input. */
  int(port: Port): Value<"int">;
  /** A constant scalar of the format that the graph computes in. */
  number(x: number): Value<"float">;
  /** A constant int64: a scalar for a number, a vector for a list. */
  integers(x: number | readonly number[]): Value<"int">;
  /**
   * A node with one output.
   *
   * @param operator e.g. `"Mul"`
   * @param inputs in the operator's order
   * @param kind what the output holds
   * @param name of the output; made unique. Absent: the operator's
   * @param extra attributes, and what a node demands
   */
  node<K extends Kind>(
    operator: string,
    inputs: readonly Value[],
    kind: K,
    name?: string,
    extra?: NodeExtra,
  ): Value<K>;
  /** Makes a value a float output of the graph. */
  output(port: Port, value: Value<"float">): void;
  /** The model, serialized. */
  serialize(words: ModelWords): Uint8Array<ArrayBuffer>;
}

/**
 * Begins a graph.
 *
 * @param dtype the format of its inputs and outputs
 * @returns an empty graph
 */
export function createGraph(dtype: GraphDType): GraphBuilder {
  const computing = arithmeticOf(dtype);
  const outer = elementTypes[dtype];
  const inner = elementTypes[computing];
  const inputs: ValueInfoProto[] = [];
  const outputs: ValueInfoProto[] = [];
  const nodes: NodeProto[] = [];
  const constants = new Map<string, TensorProto>();
  const taken = new Set<string>();

  const unique = (wish: string): string => {
    let name = wish;
    for (let n = 2; taken.has(name); n++) name = `${wish}_${n}`;
    taken.add(name);
    return name;
  };
  const reserve = (name: string): void => {
    if (taken.has(name)) throw new TypeError(`Cannot build the graph: two values named "${name}"`);
    taken.add(name);
  };
  const constant = (tensor: TensorProto): string => {
    const known = constants.get(tensor.name);
    if (known === undefined) {
      reserve(tensor.name);
      constants.set(tensor.name, tensor);
    } else if (String(known.rawData) !== String(tensor.rawData)) {
      throw new TypeError(`Cannot build the graph: two constants named "${tensor.name}"`);
    }
    return tensor.name;
  };
  const cast = (from: string, to: string, type: DataType): void => {
    nodes.push(create(NodeProtoSchema, {
      opType: "Cast",
      name: to,
      input: [from],
      output: [to],
      attribute: [attribute("to", type)],
    }));
  };

  return {
    float(port) {
      reserve(port.name);
      inputs.push(valueInfo(port, outer));
      if (outer === inner) return { name: port.name, kind: "float" };
      const name = unique(`${port.name}_${computing}`);
      cast(port.name, name, inner);
      return { name, kind: "float" };
    },
    int(port) {
      reserve(port.name);
      inputs.push(valueInfo(port, DataType.INT64));
      return { name: port.name, kind: "int" };
    },
    number: (x) => ({ name: constant(scalar(x, computing)), kind: "float" }),
    integers: (x) => ({ name: constant(integers(x)), kind: "int" }),
    node(operator, given, kind, wish = operator.toLowerCase(), extra = {}) {
      const name = unique(wish);
      nodes.push(create(NodeProtoSchema, {
        opType: operator,
        name: extra.demand === undefined ? name : unique(identifier(extra.demand)),
        input: given.map((value) => value.name),
        output: [name],
        attribute: Object.entries(extra.attributes ?? {}).map(([key, x]) => attribute(key, x)),
        ...(extra.demand !== undefined && { docString: extra.demand }),
      }));
      return { name, kind };
    },
    output(port, value) {
      reserve(port.name);
      outputs.push(valueInfo(port, outer));
      if (outer !== inner) return cast(value.name, port.name, outer);
      nodes.push(create(NodeProtoSchema, {
        opType: "Identity",
        name: port.name,
        input: [value.name],
        output: [port.name],
      }));
    },
    serialize({ name, doc, metadata }) {
      const model = create(ModelProtoSchema, {
        irVersion: BigInt(irVersion),
        producerName: "lossproof",
        producerVersion: version,
        docString: doc,
        opsetImport: [{ domain: "", version: BigInt(opset) }],
        metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
        graph: {
          name,
          docString: doc,
          ...needed(nodes, [...constants.values()], outputs),
          input: inputs,
          output: outputs,
        },
      });
      return toBinary(ModelProtoSchema, model);
    },
  };
}

/** What the outputs are made of: a graph without gradients leaves their parts out. */
function needed(
  nodes: readonly NodeProto[],
  constants: readonly TensorProto[],
  outputs: readonly ValueInfoProto[],
): { readonly node: NodeProto[]; readonly initializer: TensorProto[] } {
  const wanted = new Set(outputs.map(({ name }) => name));
  const node = nodes.toReversed().filter(({ input, output }) => {
    if (!output.some((name) => wanted.has(name))) return false;
    for (const name of input) wanted.add(name);
    return true;
  });
  return {
    node: node.reverse(),
    initializer: constants.filter(({ name }) => wanted.has(name)),
  };
}

function attribute(name: string, x: number | string): AttributeProto {
  return create(
    AttributeProtoSchema,
    typeof x === "number"
      ? { name, type: AttributeType.INT, i: BigInt(x) }
      : { name, type: AttributeType.STRING, s: new TextEncoder().encode(x) },
  );
}

function valueInfo({ name, dims, doc }: Port, elemType: DataType): ValueInfoProto {
  const dim = dims.map((length) => ({
    value: typeof length === "number"
      ? { case: "dimValue" as const, value: BigInt(length) }
      : { case: "dimParam" as const, value: length },
  }));
  return create(ValueInfoProtoSchema, {
    name,
    docString: doc,
    type: { value: { case: "tensorType", value: { elemType, shape: { dim } } } },
  });
}

/** ONNX's names are C identifiers. */
function identifier(words: string): string {
  return words.replaceAll("[0, 1]", "0 to 1").replaceAll(">=", "at least").replaceAll(">", "over")
    .replace(/\W+/g, "_");
}

const numerals: Readonly<Record<number, string>> = { 0: "zero", 0.5: "half", 1: "one", 2: "two" };

/** A number in words of which an identifier loses none. */
function signed(x: number): string {
  return String(x).replace(/^-/, "minus ").replace("e-", "e minus ");
}

function scalar(x: number, dtype: "f64" | "f32"): TensorProto {
  const bytes = new DataView(new ArrayBuffer(dtype === "f64" ? 8 : 4));
  if (dtype === "f64") bytes.setFloat64(0, x, true);
  else bytes.setFloat32(0, x, true);
  return create(TensorProtoSchema, {
    name: numerals[x] ?? identifier(`c ${signed(x)}`),
    dataType: elementTypes[dtype],
    rawData: new Uint8Array(bytes.buffer),
  });
}

function integers(x: number | readonly number[]): TensorProto {
  const list = typeof x === "number" ? [x] : x;
  const bytes = new DataView(new ArrayBuffer(8 * list.length));
  list.forEach((value, i) => bytes.setBigInt64(8 * i, BigInt(value), true));
  return create(TensorProtoSchema, {
    name: identifier(typeof x === "number" ? `int ${signed(x)}` : `ints ${x.map(signed)}`),
    dataType: DataType.INT64,
    dims: typeof x === "number" ? [] : [BigInt(x.length)],
    rawData: new Uint8Array(bytes.buffer),
  });
}
