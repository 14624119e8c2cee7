/**
 * Models from the command line. What runs them needs files: `deno task test:onnx`.
 */
import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { harmIn } from "../../_hostile_text.ts";
import { createGraph, operatorsOf } from "../../onnx/internal.ts";
import { composedGraphs } from "../../losses/internal.ts";
import { runCommand } from "../run_command.ts";
import { golden } from "../golden/_stored.ts";
import { WrongCommand } from "../failure.ts";
import { onnxTargetOf, onnxWords } from "./onnx_model.ts";

const granted = (descriptor: Deno.PermissionDescriptor) =>
  Deno.permissions.querySync(descriptor).state === "granted";
const ignore = !granted({ name: "run", command: "deno" }) || !granted({ name: "write" });

/** |a − b|, its inputs and output called as nobody expects. */
function strangersModel(length: string | number = "n", words = ""): Uint8Array<ArrayBuffer> {
  const g = createGraph("f32");
  const o = operatorsOf(g);
  const port = (name: string) => ({ name: words + name, dims: [length], doc: words });
  const labels = g.float(port("labels"));
  const logits = g.float(port("logits"));
  g.output(port("y"), o.abs(o.sub(logits, labels)));
  return g.serialize({ name: `${words}stranger`, doc: words, metadata: {} });
}

async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const path = await Deno.makeTempFile({ suffix: ".onnx" });
  try {
    await Deno.writeFile(path, bytes);
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}

const check = (path: string, ...more: string[]) =>
  runCommand(["check", "--runs", "5", "--onnx", path, ...more]);

Deno.test("onnxTargetOf() needs one loss, and pairs in --map", () => {
  const target = onnxTargetOf("a.onnx", { map: ["pred=x"], reduction: "sum" }, ["l1_loss"]);
  assertEquals(
    onnxWords(target).join(" "),
    "--onnx a.onnx --loss l1_loss --map pred=x --reduction sum",
  );
  assertThrows(() => onnxTargetOf("a.onnx", {}, []), WrongCommand, "needs the one loss");
  assertThrows(
    () => onnxTargetOf("a.onnx", {}, ["l1_loss", "huber_loss"]),
    WrongCommand,
    "e.g. --loss l1_loss, got l1_loss, huber_loss",
  );
  assertThrows(
    () => onnxTargetOf("a.onnx", { map: ["pred"] }, ["l1_loss"]),
    WrongCommand,
    '--map must be NAME=THE_MODEL\'S_NAME, got "pred"',
  );
});

Deno.test("check --onnx says what is wrong with the command", async () => {
  const wrong: readonly [args: string[], message: string][] = [
    [["check", "--onnx", "a.onnx"], "--onnx needs the one loss"],
    [["check", "reference", "--onnx", "a.onnx", "--loss", "l1_loss"], "not both"],
    [["check", "reference", "--map", "pred=x"], "--map and --reduction are for a model"],
    [["check", "--onnx", "a.onnx", "--loss", "l2_loss"], 'Unknown loss "l2_loss"'],
    [
      ["check", "--onnx", "a.onnx", "--loss", "l1_loss", "--map", "perd=x"],
      '--map names "perd", which l1_loss has not: did you mean "pred"?',
    ],
  ];
  for (const [args, message] of wrong) {
    const { code, out, err } = await runCommand(args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  }
});

Deno.test("check --onnx says that there is no file", async () => {
  const { code, out, err } = await check("no_such.onnx", "--loss", "l1_loss");
  assertEquals([code, out, err], [3, "", 'Cannot run "no_such.onnx": there is no such file\n']);
});

Deno.test({
  name: "check --onnx judges a stranger's model, its inputs mapped",
  ignore,
  async fn() {
    await withFile(strangersModel(), async (path) => {
      const map = ["--map", "pred=logits", "target=labels"];
      const { code, out } = await check(path, "--loss", "l1_loss", ...map);
      assertEquals(code, 0);
      assertStringIncludes(out, "checks hold");
      const other = await check(path, "--loss", "huber_loss", ...map);
      assertEquals(other.code, 1);
      assertStringIncludes(other.out, `check --onnx ${path} --loss huber_loss --map pred=logits`);
    });
  },
});

Deno.test({
  name: "check --onnx judges a model of a fixed shape on calls of that shape",
  ignore,
  async fn() {
    await withFile(strangersModel(8), async (path) => {
      const map = ["--map", "pred=logits", "target=labels"];
      const { code, out } = await check(path, "--loss", "l1_loss", ...map);
      assertEquals(code, 0, out);
      assertStringIncludes(out, 'skipped 3 checks: input "logits" has the fixed shape [8]');
      assertMatch(out, /, 3 skipped: conforms on \d+ of \d+ checks/);
      const other = await check(path, "--loss", "huber_loss", ...map);
      assertEquals(other.code, 1);
      assertStringIncludes(other.out, "pred       f32 [8]");
    });
  },
});

Deno.test({
  name: "check --onnx judges our own graph as a file",
  ignore,
  async fn() {
    const model = composedGraphs.build("sigmoid_focal_loss", { dtype: "f64", reduction: "mean" });
    await withFile(model, async (path) => {
      const { code, out } = await check(path, "--loss", "sigmoid_focal_loss");
      assertEquals(code, 0, out);
      assertStringIncludes(out, "stable");
      const stored = await golden(
        `check --folder golden --onnx ${path} --loss sigmoid_focal_loss`,
      );
      assertEquals(stored.code, 0, stored.err);
      assertStringIncludes(stored.out, "skipped of sigmoid_focal_loss: it has no none");
    });
  },
});

Deno.test({
  name: "identify --onnx tells the conventions of a model",
  ignore,
  async fn() {
    const model = composedGraphs.build("cross_entropy", { dtype: "f32", reduction: "mean" });
    await withFile(model, async (path) => {
      const asked = ["identify", "--onnx", path, "--loss"];
      const { code, out } = await runCommand([...asked, "cross_entropy"]);
      assertEquals(code, 0, out);
      assertMatch(out, /✓ mean +over the sum of the class weights of the rows that count/);
      assertEquals((await runCommand(asked.slice(0, 3))).code, 2);
    });
    await withFile(strangersModel(), async (path) => {
      const map = ["--map", "pred=logits", "target=labels"];
      const { out } = await runCommand(["identify", "--onnx", path, "--loss", "l1_loss", ...map]);
      assertMatch(out, /✓ function +\|d\|/);
    });
  },
});

Deno.test({
  name: "check --onnx says in one line what is wrong with a file",
  ignore,
  async fn() {
    const model = strangersModel();
    const future = model.slice();
    // The opset is the model's last field: 42 04 0a 00 10 12.
    future[future.lastIndexOf(18)] = 99;
    const wrong: readonly [Uint8Array, string][] = [
      [model.subarray(0, 50), "it is no ONNX model, or is cut off"],
      [new TextEncoder().encode("no model at all"), "it is no ONNX model"],
      [new Uint8Array(), "it is empty"],
      [strangersModel(2 ** 17), "has the shape [131072]: export it with at most 65536 elements"],
      [future, "its opset is 99, and onnxruntime-node"],
    ];
    for (const [bytes, message] of wrong) {
      await withFile(bytes, async (path) => {
        const { code, out, err } = await check(path, "--loss", "l1_loss");
        assertEquals([code, out], [3, ""], err);
        assertStringIncludes(err, `Cannot run "${path}": `);
        assertStringIncludes(err, message);
        assertEquals(err.trimEnd().split("\n").length, 1);
      });
    }
  },
});

Deno.test({
  name: "check --onnx prints nothing that a model's words or its file's name would do",
  ignore,
  async fn() {
    const words = "\x1b[2J\n::error::\u202e##[error]";
    const folder = await Deno.makeTempDir();
    try {
      const path = `${folder}/${words}.onnx`;
      await Deno.writeFile(path, strangersModel("n", words));
      const maps: readonly [map: string, expected: number][] = [["logits", 0], ["none", 3]];
      for (const [name, expected] of maps) {
        const map = ["--map", `pred=${words}${name}`, `target=${words}labels`];
        const { code, out, err } = await check(path, "--loss", "l1_loss", ...map);
        assertEquals(code, expected, err);
        assertEquals([harmIn(out), harmIn(err)], [undefined, undefined]);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
