import { fromBinary } from "@bufbuild/protobuf";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import {
  type GraphOptions,
  type GraphProto,
  ModelProtoSchema,
  readModel,
} from "../onnx/internal.ts";
import { composedGraphs, graphFiles, operatorGraphs } from "./graphs.ts";

function graphOf(bytes: Uint8Array): GraphProto {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  if (graph === undefined) throw new TypeError("A model must have a graph");
  return graph;
}

Deno.test("every built-in loss has a graph", () => {
  assertEquals([...composedGraphs.losses].sort(), [...builtinSpecs.keys()].sort());
});

Deno.test("a graph has the spec's inputs and parameters, and a gradient by each that has one", () => {
  for (const spec of builtinSpecs.values()) {
    const face = readModel(
      composedGraphs.build(spec.id, { dtype: "f32", reduction: spec.reduction.modes[0] }),
    );
    const inputs = face.inputs.map(({ name }) => name);
    assertEquals(inputs, [
      ...Object.keys(spec.inputs),
      ...composedGraphs.capability(spec).params ?? [],
      "upstream",
    ]);
    const graded = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
    const outputs = face.outputs.map(({ name }) => name);
    assertEquals(outputs, ["loss", ...graded.map((name) => `grad_${name}`)]);
    assertEquals(face.metadata.get("lossproof.loss"), spec.id);
  }
});

Deno.test("a graph without gradients has no input from above", () => {
  const face = readModel(
    composedGraphs.build("l1_loss", { dtype: "f32", reduction: "sum", gradients: false }),
  );
  assertEquals(face.inputs.map(({ name }) => name), ["pred", "target"]);
  assertEquals(face.outputs.map(({ name }) => name), ["loss"]);
});

Deno.test("graphs have C identifiers for names, each value made once and before its use", () => {
  for (const { name: file, build } of graphFiles()) {
    const graph = graphOf(build());
    const made = new Set([...graph.input, ...graph.initializer].map(({ name }) => name));
    const nodes = new Set<string>();
    for (const { name, input, output, opType } of graph.node) {
      for (const used of input) assert(made.has(used), `${file}: ${opType} ${name} uses ${used}`);
      for (const value of [name, ...output]) {
        assert(/^[A-Za-z_]\w*$/.test(value), `${file}: ${value}`);
      }
      for (const value of output) {
        assert(!made.has(value), `${file}: ${value} is made twice`);
        made.add(value);
      }
      assert(!nodes.has(name), `${file}: two nodes ${name}`);
      nodes.add(name);
    }
    for (const { name } of graph.output) assert(made.has(name), `${file}: ${name} is not made`);
  }
});

Deno.test("graphs have words for each input and output", () => {
  for (const { name: file, build } of graphFiles()) {
    const graph = graphOf(build());
    for (const { name, docString } of [...graph.input, ...graph.output]) {
      assert(docString !== "", `${file}: ${name} has no words`);
    }
  }
});

Deno.test("a graph checks the same, whatever its reduction and whether it has gradients", () => {
  const demandsOf = (loss: string, options: Partial<GraphOptions>): string[] => {
    const reduction = builtinSpecs.get(loss)!.reduction.modes[0];
    const graph = graphOf(composedGraphs.build(loss, { dtype: "f32", reduction, ...options }));
    return graph.node.map(({ docString }) => docString).filter((demand) => demand !== "").sort();
  };
  for (const loss of composedGraphs.losses) {
    const demands = demandsOf(loss, {});
    assert(demands.length > 0, loss);
    for (const reduction of builtinSpecs.get(loss)!.reduction.modes) {
      for (const gradients of [true, false]) {
        assertEquals(demandsOf(loss, { reduction, gradients }), demands, `${loss}, ${reduction}`);
      }
    }
  }
});

Deno.test("composedGraphs.build() says what there is no graph of", () => {
  const f32 = { dtype: "f32", reduction: "none" } as const;
  assertThrows(
    () => composedGraphs.build("l2_loss", f32),
    RangeError,
    'There is no graph of "l2_loss"',
  );
  assertThrows(
    () => composedGraphs.build("weighted_smooth_l1_loss", f32),
    RangeError,
    '"weighted_smooth_l1_loss" has no reduction "none"',
  );
  assertThrows(
    () => operatorGraphs.build("l1_loss", f32),
    RangeError,
    'There is no graph of "l1_loss" (known: cross_entropy',
  );
});
