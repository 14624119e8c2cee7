/**
 * All attacks by ONNX models, which a library in C++ reads and runs.
 *
 * @module
 */
import { type Attack, cannotRunWith, type Content } from "../attack.ts";
import { formats, hostile } from "../hostile_text.ts";
import { integers, modelBytes, node, port } from "./bytes.ts";
import { external, grown, loop } from "./graphs.ts";
import { models, unfit } from "./models.ts";

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
    // A loss is asked until its calls have hung for a minute.
    limit: 100,
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
    expect: { code: 1, says: [/OUT OF\s+MEMORY/], never: [/: conforms/] },
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
