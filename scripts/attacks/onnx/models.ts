/**
 * Models that fit badly, or do too much.
 *
 * @module
 */
import { TensorProto_DataType as Type } from "../../../src/onnx/internal.ts";
import { cannotRunWith, conforms, type Expectation } from "../attack.ts";
import { constant, difference, integers, node, type Parts, port } from "./bytes.ts";
import { attribute, dividing, external, grown, loop, nested } from "./graphs.ts";

/** What is refused. */
export const unfit = cannotRunWith(/model\.onnx/);

const bad: Expectation = {
  code: [1, 3],
  says: [/does not conform|Cannot run/],
  never: [/: conforms/],
};
const anyway: Expectation = { code: [0, 1, 3] };

/** Models by id, and what is to come of each. */
export const models: Readonly<Record<string, readonly [parts: Parts, expect: Expectation]>> = {
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
