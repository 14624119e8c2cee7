/**
 * Attacks by ONNX models, which a library in C++ reads and runs.
 *
 * @module
 */
import { TensorProto_DataType as Type } from "../../src/onnx/internal.ts";
import { type Attack, cannotRunWith, conforms, type Content, type Expectation } from "./attack.ts";
import { formats, hostile } from "./hostile_text.ts";
import {
  constant,
  difference,
  type Graph,
  integers,
  modelBytes,
  type Node,
  node,
  type Parts,
  port,
} from "./onnx_bytes.ts";

const attribute = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, ints: 7 } as const;

/** A loop of so many rounds, each of which keeps one number; then the difference. */
function loop(rounds: bigint, inner: readonly Node[] = []): Parts {
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
function grown(nodes: readonly Node[], shape: readonly bigint[]): Parts {
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
const dividing: Parts = {
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
const external = (location: string): Parts => ({
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
function nested(depth: number): Parts {
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

const unfit = cannotRunWith(/model\.onnx/);
const bad: Expectation = {
  code: [1, 3],
  says: [/does not conform|Cannot run/],
  never: [/: conforms/],
};
const anyway: Expectation = { code: [0, 1, 3] };

const models: Readonly<Record<string, readonly [parts: Parts, expect: Expectation]>> = {
  "honest": [{}, conforms],
  "loop-short": [loop(3n), conforms],
  "loop-2-62": [loop(2n ** 62n), { ...bad, says: [/TIMEOUT/] }],
  "loop-inner": [
    { ...loop(2n ** 40n, loop(2n ** 20n).nodes!.slice(0, 1)) },
    { code: [1, 3], never: [/: conforms/] },
  ],
  "constant-of-shape-2-40": [
    grown([node("ConstantOfShape", ["shape"], ["big"])], [2n ** 40n]),
    bad,
  ],
  "constant-of-shape-2-63": [
    grown([node("ConstantOfShape", ["shape"], ["big"])], [2n ** 32n, 2n ** 32n]),
    bad,
  ],
  "constant-of-shape-negative": [
    grown([node("ConstantOfShape", ["shape"], ["big"])], [-5n]),
    bad,
  ],
  "constant-of-shape-2-31": [
    grown([node("ConstantOfShape", ["shape"], ["big"])], [2n ** 31n]),
    { code: [0, 1, 3] },
  ],
  "expand-2-40": [
    grown([
      node("ReduceSum", ["pred"], ["one"]),
      node("Expand", ["one", "shape"], ["big"]),
    ], [2n ** 40n]),
    bad,
  ],
  "random-2-40": [
    grown([
      node("RandomNormal", [], ["big"], {
        attribute: [{ name: "shape", type: attribute.ints, ints: [2n ** 40n] }],
      } as never),
    ], [1n]),
    bad,
  ],
  "random": [{
    nodes: [
      ...difference.slice(0, 1),
      node("Abs", ["d"], ["e"]),
      node("RandomUniformLike", ["e"], ["r"]),
      node("Add", ["e", "r"], ["loss"]),
    ],
  }, bad],
  "divides-by-zero": [dividing, bad],
  "gathers-outside": [{
    nodes: [
      node("Gather", ["pred", "far"], ["x"]),
      node("Sub", ["x", "target"], ["d"]),
      node("Abs", ["d"], ["loss"]),
    ],
    constants: [integers("far", 2n ** 40n)],
  }, bad],
  "scatter-outside": [{
    nodes: [
      node("ScatterElements", ["pred", "far", "target"], ["x"]),
      node("Abs", ["x"], ["loss"]),
    ],
    constants: [integers("far", [2n ** 50n])],
  }, bad],
  "initializer-no-data": [
    { constants: [constant("w", Type.FLOAT, [2n ** 40n])] },
    { code: [0, 3] },
  ],
  "initializer-negative": [{ constants: [constant("w", Type.FLOAT, [-1n])] }, { code: [0, 3] }],
  "initializer-overflow": [
    {
      constants: [constant("w", Type.FLOAT, [2n ** 33n, 2n ** 33n], { rawData: Uint8Array.of(1) })],
    },
    { code: [0, 3] },
  ],
  "initializer-64-mb": [
    { constants: [constant("w", Type.UINT8, [2n ** 26n], { rawData: new Uint8Array(2 ** 26) })] },
    { code: [0, 3] },
  ],
  "initializer-short": [
    { constants: [constant("w", Type.FLOAT, [100n], { rawData: new Uint8Array(3) })] },
    { code: [0, 3] },
  ],
  "external-passwd": [external("/etc/passwd"), unfit],
  "external-home": [external("../home/.ssh/id_rsa"), unfit],
  // What lies beside a model is how large ones keep their numbers.
  "external-beside": [external(".env"), { code: [1, 3], never: [/: conforms/] }],
  "cycle": [{
    nodes: [
      node("Add", ["pred", "b"], ["a"]),
      node("Sub", ["a", "target"], ["b"]),
      node("Abs", ["b"], ["loss"]),
    ],
  }, unfit],
  "cycle-itself": [{ nodes: [node("Add", ["pred", "loss"], ["loss"])] }, unfit],
  "undefined-input": [{ nodes: [node("Abs", ["nowhere"], ["loss"])] }, unfit],
  "output-twice": [{ nodes: [...difference, node("Neg", ["d"], ["loss"])] }, unfit],
  "no-nodes": [{ nodes: [] }, unfit],
  "no-outputs": [{ graph: { output: [] } }, unfit],
  "no-inputs": [{ graph: { input: [] } }, unfit],
  "no-graph": [{ model: { graph: undefined } as never }, unfit],
  "inputs-10000": [
    {
      graph: {
        input: [
          port("pred"),
          port("target"),
          ...Array.from({ length: 1e4 }, (_, i) => port(`x${i}`)),
        ],
      },
    },
    unfit,
  ],
  "operator-unknown": [{ nodes: [node("Evil", ["pred", "target"], ["loss"])] }, unfit],
  "domain-unknown": [
    {
      nodes: [node("Evil", ["pred", "target"], ["loss"], { domain: "evil.com" } as never)],
      model: { opsetImport: [{ domain: "", version: 18n }, { domain: "evil.com", version: 1n }] },
    },
    unfit,
  ],
  "function-of-itself": [
    {
      nodes: [node("Self", ["pred", "target"], ["loss"], { domain: "mine" } as never)],
      model: {
        opsetImport: [{ domain: "", version: 18n }, { domain: "mine", version: 1n }],
        functions: [{
          name: "Self",
          domain: "mine",
          input: ["a", "b"],
          output: ["c"],
          opsetImport: [{ domain: "", version: 18n }, { domain: "mine", version: 1n }],
          node: [node("Self", ["a", "b"], ["c"], { domain: "mine" } as never)],
        }],
      } as never,
    },
    unfit,
  ],
  "opset-99": [{ model: { opsetImport: [{ domain: "", version: 99n }] } }, unfit],
  "opset-0": [{ model: { opsetImport: [{ domain: "", version: 0n }] } }, unfit],
  "opset-negative": [{ model: { opsetImport: [{ domain: "", version: -1n }] } }, unfit],
  "opset-none": [{ model: { opsetImport: [] } }, anyway],
  "ir-999": [{ model: { irVersion: 999n } }, unfit],
  "ifs-12": [nested(12), anyway],
  "ifs-90": [nested(90), anyway],
  "ifs-300": [nested(300), anyway],
  "nodes-1e5": [{
    nodes: [
      node("Identity", ["pred"], ["x0"]),
      ...Array.from({ length: 1e5 }, (_, i) => node("Identity", [`x${i}`], [`x${i + 1}`])),
      node("Sub", ["x100000", "target"], ["d"]),
      node("Abs", ["d"], ["loss"]),
    ],
  }, anyway],
  "output-text": [
    {
      nodes: [
        node("Cast", ["pred"], ["loss"], {
          attribute: [{ name: "to", type: attribute.int, i: 8n }],
        } as never),
      ],
      graph: { output: [port("loss", Type.STRING)] },
    },
    bad,
  ],
  "output-lies-of-shape": [
    {
      nodes: [node("Shape", ["pred"], ["n"]), node("ConstantOfShape", ["two"], ["loss"])],
      constants: [integers("two", [2n, 3n])],
    },
    bad,
  ],
  "input-fixed-2-40": [
    { graph: { input: [port("pred", 1, [2n ** 40n]), port("target", 1, [2n ** 40n])] } },
    unfit,
  ],
  "input-fixed-negative": [
    { graph: { input: [port("pred", 1, [-3n]), port("target", 1, [-3n])] } },
    anyway,
  ],
  "input-rank-1000": [
    {
      graph: {
        input: [port("pred", 1, Array(1000).fill("n")), port("target", 1, Array(1000).fill("n"))],
      },
    },
    anyway,
  ],
  "names-proto": [
    {
      nodes: [node("Sub", ["__proto__", "constructor"], ["d"]), node("Abs", ["d"], ["toString"])],
      graph: { input: [port("__proto__"), port("constructor")], output: [port("toString")] },
    },
    anyway,
  ],
  "metadata-lies": [
    { model: { metadataProps: [{ key: "lossproof.loss", value: "l1_loss" }] } },
    anyway,
  ],
  "doc-20-mb": [{ model: { docString: "x".repeat(20e6) } }, {
    code: [0, 1, 3],
    never: [/x{5000}/],
  }],
  "name-long": [
    { nodes: [node("Evil", ["pred"], ["loss"], { name: "x".repeat(1e6) } as never)] },
    { code: 3, never: [/x{5000}/] },
  ],
};

const whole = modelBytes();

/** Files that are no models. */
const files: Readonly<Record<string, Content>> = {
  "zero": { link: "/dev/zero" },
  "random": { link: "/dev/urandom" },
  "dangling": { link: "nowhere" },
  "folder": { link: ".git" },
  "passwd": { link: "/etc/passwd" },
  "empty": "",
  "text": "no model at all\n",
  "html": "<!doctype html>\n".repeat(1e5),
  "zeros": new Uint8Array(1e6),
  "varint": new Uint8Array(1e6).fill(0xff),
  "deep": deepBytes(20_000),
  ...Object.fromEntries(
    [1, 10, 50, whole.length - 1].map((length) => [`cut-${length}`, whole.slice(0, length)]),
  ),
};

/** graph.node.attribute.g.node.attribute.g …: nothing but the beginnings of messages. */
function deepBytes(depth: number): Uint8Array<ArrayBuffer> {
  const tags = [0x0a, 0x2a, 0x32];
  const backwards: number[] = [];
  for (let i = 0; i < depth; i++) {
    backwards.push(...varint(backwards.length).toReversed(), tags[i % 3]);
  }
  return Uint8Array.from([0x3a, ...varint(backwards.length), ...backwards.toReversed()]);
}

function varint(x: number): readonly number[] {
  return x < 128 ? [x] : [x % 128 + 128, ...varint(Math.floor(x / 128))];
}

const checkModel = ["check", "--onnx", "model.onnx", "--loss", "l1_loss"];
const few = ["--check", "l1_loss/agreement/none", "--runs", "3"];

/** All attacks by ONNX models. */
export const onnx: readonly Attack[] = [
  ...Object.entries(models).map(([id, [parts, expect]]) => ({
    id,
    what: `is a model that fits badly or does too much (${id})`,
    files: { "model.onnx": modelBytes(parts) },
    args: [...checkModel, ...few],
    limit: 60,
    expect,
  })),
  ...Object.entries(files).map(([id, content]) => ({
    id: `file/${id}`,
    what: `is no model (${id})`,
    files: { "model.onnx": content },
    args: [...checkModel, ...few],
    limit: 30,
    expect: unfit,
  })),
  {
    id: "external-cwd",
    what: "has numbers in a file of the working folder, which is not the model's",
    files: { "models/model.onnx": modelBytes(external(".env")) },
    args: ["check", "--onnx", "models/model.onnx", ...checkModel.slice(3), ...few],
    expect: unfit,
  },
  {
    id: "loop-timeout",
    what: "loops 2^62 times, and a call has a limit",
    files: { "model.onnx": modelBytes(loop(2n ** 62n)) },
    args: [...checkModel, ...few, "--timeout", "1"],
    expect: { code: 1, says: [/TIMEOUT/], never: [/: conforms/] },
  },
  {
    id: "loop-deadline",
    what: "loops 2^62 times, and the run has a deadline",
    files: { "model.onnx": modelBytes(loop(2n ** 62n)) },
    args: [...checkModel, ...few, "--deadline", "5s"],
    limit: 40,
    expect: cannotRunWith(/incomplete/),
  },
  {
    id: "memory",
    what: "makes 2^31 numbers, and has a limit of memory",
    files: {
      "model.onnx": modelBytes(
        grown([node("ConstantOfShape", ["shape"], ["big"])], [2n ** 31n]),
      ),
    },
    args: [...checkModel, ...few, "--memory", "600m"],
    expect: { code: 1, says: [/OUT OF MEMORY/], never: [/: conforms/] },
  },
  ...formats.map((format) => ({
    id: `text/${format}`,
    what: `has hostile names, for a report as ${format}`,
    files: {
      "model.onnx": modelBytes({
        nodes: [
          node("Gather", ["pred", "far"], ["x"], { name: hostile } as never),
          node("Sub", ["x", "target"], ["d"]),
          node("Abs", ["d"], ["loss"]),
        ],
        constants: [integers("far", 99n)],
        model: { producerName: hostile, docString: hostile, domain: hostile },
      }),
    },
    args: [...checkModel, ...few, "--format", format],
    expect: { code: [1, 3], never: [/^attacker: 20 checks hold/m] },
  })),
  {
    id: "text/input",
    what: "has an input and an operator with hostile names",
    files: {
      "model.onnx": modelBytes({
        nodes: [node(hostile, [hostile], ["loss"])],
        graph: { input: [port(hostile)] },
      }),
    },
    args: [...checkModel, ...few],
    expect: unfit,
  },
  {
    id: "pair/identify",
    what: "loops 2^62 times under another command",
    files: { "model.onnx": modelBytes(loop(2n ** 62n)) },
    args: ["identify", "--onnx", "model.onnx", "--loss", "l1_loss", "--timeout", "1"],
    expect: { code: [0, 1, 3], says: [/TIMEOUT/] },
  },
];
