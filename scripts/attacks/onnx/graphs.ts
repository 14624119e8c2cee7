/**
 * Graphs that take part in attacks: loops, what grows, what reads files.
 *
 * @module
 */
import { TensorProto_DataType as Type } from "../../../src/onnx/internal.ts";
import { constant, type Graph, integers, type Node, node, type Parts, port } from "./bytes.ts";

/** Types of attributes. */
export const attribute = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, ints: 7 } as const;

/** A loop of so many rounds, each of which keeps one number; then the difference. */
export function loop(rounds: bigint, inner: readonly Node[] = []): Parts {
  const body: Graph = {
    name: "body",
    node: [...inner, node("Identity", ["going"], ["on"]), node("Identity", ["kept"], ["next"])],
    input: [port("i", Type.INT64, []), port("going", Type.BOOL, []), port("kept")],
    output: [port("on", Type.BOOL, []), port("next")],
  } as Graph;
  return {
    nodes: [
      node("Loop", ["rounds", "yes", "pred"], ["last"], {
        attribute: [{ name: "body", type: attribute.graph, g: body }],
      } as never),
      node("Sub", ["last", "target"], ["d"]),
      node("Abs", ["d"], ["loss"]),
    ],
    constants: [integers("rounds", rounds), constant("yes", Type.BOOL, [], { int32Data: [1] })],
  };
}
/** So many elements made at run time, of which a sum is added. */
export function grown(nodes: readonly Node[], shape: readonly bigint[]): Parts {
  return {
    nodes: [
      ...nodes,
      node("ReduceSum", ["big"], ["sum"], {
        attribute: [{ name: "keepdims", type: attribute.int, i: 0n }],
      } as never),
      node("Sub", ["pred", "target"], ["d"]),
      node("Abs", ["d"], ["e"]),
      node("Add", ["e", "sum"], ["loss"]),
    ],
    constants: [integers("shape", shape)],
  };
}
/** An integer division by zero, whose result counts. */
export const dividing: Parts = {
  nodes: [
    node("Shape", ["pred"], ["n"]),
    node("Sub", ["n", "n"], ["none"]),
    node("Div", ["n", "none"], ["q"]),
    node(
      "Cast",
      ["q"],
      ["qf"],
      { attribute: [{ name: "to", type: attribute.int, i: 1n }] } as never,
    ),
    node("Sub", ["pred", "target"], ["d"]),
    node("Abs", ["d"], ["e"]),
    node("Add", ["e", "qf"], ["loss"]),
  ],
};
/** A constant whose bytes are in another file, added to the answer. */
export const external = (location: string): Parts => ({
  nodes: [
    node("Cast", ["bytes"], ["floats"], {
      attribute: [{ name: "to", type: attribute.int, i: 1n }],
    } as never),
    node("ReduceSum", ["floats"], ["sum"], {
      attribute: [{ name: "keepdims", type: attribute.int, i: 0n }],
    } as never),
    node("Sub", ["pred", "target"], ["d"]),
    node("Abs", ["d"], ["e"]),
    node("Add", ["e", "sum"], ["loss"]),
  ],
  constants: [
    constant("bytes", Type.UINT8, [16n], {
      dataLocation: 1,
      externalData: [
        { key: "location", value: location },
        { key: "offset", value: "0" },
        { key: "length", value: "16" },
      ],
    } as never),
  ],
});
/** `If` in `If`, so many of them. */
export function nested(depth: number): Parts {
  let graph = { name: "g", node: [node("Identity", ["pred"], ["out0"])], output: [port("out0")] };
  for (let i = 1; i <= depth; i++) {
    const branch = (name: string) => ({ name, type: attribute.graph, g: graph });
    graph = {
      name: "g",
      node: [
        node("If", ["yes"], [`out${i}`], {
          attribute: [branch("then_branch"), branch("else_branch")].slice(0, i > 12 ? 1 : 2),
        } as never),
      ],
      output: [port(`out${i}`)],
    };
  }
  return {
    nodes: [
      ...graph.node,
      node("Sub", [`out${depth}`, "target"], ["d"]),
      node("Abs", ["d"], ["loss"]),
    ],
    constants: [constant("yes", Type.BOOL, [], { int32Data: [1] })],
  };
}
