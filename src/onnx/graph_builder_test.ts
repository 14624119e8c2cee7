import { assertEquals, assertThrows } from "@std/assert";
import { fromBinary } from "@bufbuild/protobuf";
import { createGraph, opset } from "./graph_builder.ts";
import { ModelProtoSchema, TensorProto_DataType as DataType } from "./onnx_pb.ts";
import { operatorsOf } from "./operators.ts";

const words = { name: "twice", doc: "Twice x.", metadata: { author: "me" } };

function twice(dtype: "f64" | "f32" | "f16") {
  const g = createGraph(dtype);
  const x = g.float({ name: "x", dims: ["n", 3], doc: "a number" });
  const product = operatorsOf(g).mul(x, g.number(2), "product");
  g.output({ name: "y", dims: ["n", 3], doc: "twice x" }, product);
  return g.serialize(words);
}

Deno.test("createGraph() writes names, dimensions, documentation, opset and metadata", () => {
  const { graph, opsetImport, metadataProps, docString, producerName } = fromBinary(
    ModelProtoSchema,
    twice("f32"),
  );
  assertEquals(opsetImport.map(({ version }) => Number(version)), [opset]);
  assertEquals(metadataProps.map(({ key, value }) => [key, value]), [["author", "me"]]);
  assertEquals([docString, producerName, graph?.name], ["Twice x.", "lossproof", "twice"]);
  const [x] = graph?.input ?? [];
  assertEquals([x.name, x.docString], ["x", "a number"]);
  const type = x.type?.value;
  if (type?.case !== "tensorType") throw new TypeError("x must be a tensor");
  assertEquals(type.value.elemType, DataType.FLOAT);
  assertEquals(type.value.shape?.dim.map(({ value }) => value.value), ["n", 3n]);
  assertEquals(graph?.initializer.map(({ name, dims, dataType }) => [name, dims, dataType]), [
    ["two", [], DataType.FLOAT],
  ]);
  assertEquals(graph?.node.map(({ opType, input, output }) => [opType, ...input, ...output]), [
    ["Mul", "x", "two", "product"],
    ["Identity", "product", "y"],
  ]);
});

Deno.test("createGraph() computes float16 in float32, between casts", () => {
  const { graph } = fromBinary(ModelProtoSchema, twice("f16"));
  assertEquals(graph?.node.map(({ opType, input, output }) => [opType, ...input, ...output]), [
    ["Cast", "x", "x_f32"],
    ["Mul", "x_f32", "two", "product"],
    ["Cast", "product", "y"],
  ]);
  const type = graph?.output[0].type?.value;
  assertEquals(type?.case === "tensorType" && type.value.elemType, DataType.FLOAT16);
});

Deno.test("createGraph() writes the same bytes every time", () => {
  for (const dtype of ["f64", "f32", "f16"] as const) assertEquals(twice(dtype), twice(dtype));
});

Deno.test("createGraph() makes the names of nodes unique, and refuses two inputs of one", () => {
  const g = createGraph("f32");
  const x = g.float({ name: "x", dims: [], doc: "" });
  const o = operatorsOf(g);
  assertEquals([o.abs(x, "a").name, o.abs(x, "a").name, o.abs(x).name], ["a", "a_2", "abs"]);
  assertThrows(() => g.int({ name: "x", dims: [], doc: "" }), TypeError, 'two values named "x"');
});

Deno.test("createGraph() has every constant once, by a name that reads as the number", () => {
  const g = createGraph("f64");
  const names = [0.5, 0.5, 1e-7, 1e21, -1].map((x) => g.number(x).name);
  assertEquals(names, ["half", "half", "c_1e_minus_7", "c_1e_21", "c_minus_1"]);
  const lists = [-1, [1], [-1], [-1, 2]].map((x) => g.integers(x).name);
  assertEquals(lists, ["int_minus_1", "ints_1", "ints_minus_1", "ints_minus_1_2"]);
  g.number(0);
  assertThrows(() => g.number(-0), TypeError, 'two constants named "zero"');
});
