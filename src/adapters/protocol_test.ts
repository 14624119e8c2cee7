import { assert, assertEquals } from "@std/assert";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import {
  protocolJsonSchema,
  requestSchema,
  runLine,
  startAnswerSchema,
  wireResultSchema,
} from "./protocol.ts";
import { readResult } from "./read_result.ts";

const spec = new URL(import.meta.resolve("lossproof/spec/"));

Deno.test("protocolJsonSchema() is what spec/protocol.schema.json holds (deno task protocol:schema)", async () => {
  const file = new URL("protocol.schema.json", spec);
  assertEquals(JSON.parse(await Deno.readTextFile(file)), protocolJsonSchema());
});

Deno.test("runLine() writes one line that fits the schema, with what JSON has not as strings", () => {
  const line = runLine(7, [{
    loss: "cross_entropy",
    dtype: "bf16",
    inputs: { pred: tensor("bf16", [1, 2], [1, NaN]), label: tensor("i32", [1], [1]) },
    params: { a: NaN, b: -0, c: null, d: 0.1 },
    reduction: "mean",
    gradients: true,
    upstream: tensor("bf16", [], [-Infinity]),
  }]);
  assertEquals([...line.matchAll(/\n/g)].map(({ index }) => index), [line.length - 1]);
  const message = JSON.parse(line);
  assertEquals(requestSchema.parse(message), message);
  assertEquals(message, {
    cmd: "run",
    id: 7,
    calls: [{
      loss: "cross_entropy",
      dtype: "bf16",
      inputs: {
        pred: { shape: [1, 2], data: "gD/Afw==" },
        label: { dtype: "i32", shape: [1], data: "AQAAAA==" },
      },
      params: { a: "NaN", b: "-0", c: null, d: 0.1 },
      reduction: "mean",
      gradients: true,
      upstream: { shape: [], data: "gP8=" },
    }],
  });
});

Deno.test("wireResultSchema takes exactly one of the four outcomes", () => {
  const value = { shape: [], data: "AACAPw==" };
  const good = [
    { value },
    { value, gradients: { pred: value } },
    { rejected: "no" },
    { unsupported: "no" },
    { error: "no" },
  ];
  for (const result of good) assertEquals(wireResultSchema.parse(result), result);
  const bad = [{}, null, { value, rejected: "no" }, { rejected: 1 }, { value: { shape: [-1] } }];
  for (const result of bad) assertEquals(wireResultSchema.safeParse(result).success, false);
});

Deno.test("startAnswerSchema takes an introduction, of this version of the protocol alone", () => {
  const about = { name: "mine", dtypes: ["f32"], losses: { l1_loss: {} } };
  assert(startAnswerSchema.safeParse(about).success);
  assert(startAnswerSchema.safeParse({ ...about, protocol: 1 }).success);
  assertEquals(startAnswerSchema.safeParse({ ...about, protocol: 2 }).success, false);
});

Deno.test("spec/PROTOCOL.md shows an exchange that fits the schemas, and is what is written here", async () => {
  const text = await Deno.readTextFile(new URL("PROTOCOL.md", spec));
  const lines = [...text.matchAll(/^([→←]) (\{.*\})$/gm)];
  assertEquals(lines.length, 7);
  for (const [i, [, arrow, line]] of lines.entries()) {
    const message = JSON.parse(line);
    if (arrow === "→") assertEquals(requestSchema.parse(message), message);
    else if (i === 1) assertEquals(startAnswerSchema.parse(message), message);
    else for (const result of message.results) wireResultSchema.parse(result);
  }
  const call: Call = {
    loss: "l1_loss",
    dtype: "f32",
    inputs: { pred: tensor("f32", [2], [1, -2]), target: tensor("f32", [2], [0, 0]) },
    params: {},
    reduction: "sum",
    gradients: true,
    upstream: tensor("f32", [], [2]),
  };
  assertEquals(JSON.parse(lines[2][2]), JSON.parse(runLine(1, [call])));
  const [result] = JSON.parse(lines[3][2]).results;
  assertEquals(readResult(result, call, builtinSpecs.get("l1_loss")!, ["pred"]), {
    value: tensor("f32", [], [3]),
    gradients: { pred: tensor("f32", [2], [2, -2]) },
  });
});
