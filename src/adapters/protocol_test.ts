import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { builtinSpecs, type Call, type Capability } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { shapeProblem } from "./about.ts";
import type { About } from "./implementation.ts";
import {
  newerField,
  protocolJsonSchema,
  requestSchema,
  startAnswerSchema,
  wireResultSchema,
} from "./protocol.ts";
import { readResult } from "./read_result.ts";
import { runLine } from "./wire.ts";

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
    { error: "no", classes: ["AssertionError", "Exception"] },
  ];
  for (const result of good) assertEquals(wireResultSchema.parse(result), result);
  const bad = [{}, null, { value, rejected: "no" }, { rejected: 1 }, { value: { shape: [-1] } }];
  for (const result of bad) assertEquals(wireResultSchema.safeParse(result).success, false);
});

Deno.test("startAnswerSchema takes an introduction, of versions 1 and 2 of the protocol", () => {
  const about = { name: "mine", dtypes: ["f32"], losses: { l1_loss: {} } };
  assert(startAnswerSchema.safeParse(about).success);
  for (const protocol of [1, 2]) {
    assert(startAnswerSchema.safeParse({ ...about, protocol }).success);
  }
  assertEquals(startAnswerSchema.safeParse({ ...about, protocol: 3 }).success, false);
});

/** Everything that version 2 may declare of a whole, and of a loss. */
const declared = {
  reproducible: false,
  refuses: ["LossError", { class: "RuntimeError", message: "shape" }, { message: "beta" }],
  arithmetic: {
    profile: "opmath",
    elementary: { exp: 2, log: 1.5 },
    flush: "results",
    f16: { compute: "f32", accumulate: "f32", output: "f16", rounding: "faithful" },
  },
  domain: { pred: { minimum: -8, exclusiveMaximum: 8 }, target: { values: [0, 1] } },
} as const;

Deno.test("startAnswerSchema takes all that version 2 declares, and newerField() finds it", () => {
  const about = { name: "mine", dtypes: ["f32"] as const, losses: { l1_loss: {} } };
  const parse = (answer: unknown) => startAnswerSchema.parse(answer);
  assertEquals(newerField(parse(about)), undefined);
  for (const [key, value] of Object.entries(declared)) {
    const whole = { ...about, [key]: value };
    assertEquals(parse(whole), whole);
    assertEquals(newerField(parse(whole)), key);
    const ofLoss = { ...about, losses: { l1_loss: { [key]: value } } };
    assertEquals(parse(ofLoss), ofLoss);
    assertEquals(newerField(parse(ofLoss)), `losses.l1_loss.${key}`);
  }
  assertEquals(
    newerField(parse({ ...about, losses: { l1_loss: { dtypes: ["f32"] } } })),
    "losses.l1_loss.dtypes",
  );
});

const misdeclared: readonly [field: object, problem: string][] = [
  [{ reproducible: "no" }, 'reproducible must be a boolean, got "no"'],
  [{ refuses: [{}] }, 'refuses[0] must have a "class", a "message" or both'],
  [{ refuses: [{ clas: "E" }] }, 'refuses[0] has an unknown key "clas": did you mean "class"?'],
  [{ arithmetic: { acumulate: "f32" } }, 'unknown key "acumulate": did you mean "accumulate"?'],
  [{ arithmetic: { f16: { compute: "f33" } } }, 'arithmetic.f16.compute must not be "f33"'],
  [{ arithmetic: { profile: "opmat" } }, 'must not be "opmat": did you mean "opmath"?'],
  [{ arithmetic: { elementary: { ex: 4 } } }, 'unknown key "ex": did you mean "exp"?'],
  [{ arithmetic: { elementary: 0.25 } }, "arithmetic.elementary must be >= 0.5, got 0.25"],
  [{ domain: { pred: {} } }, "domain.pred must have values or a bound"],
  [{ domain: { pred: { minimum: 2, maximum: 1 } } }, "must leave a value between its bounds"],
  [{ domain: { pred: { minimum: 1, exclusiveMaximum: 1 } } }, "must leave a value"],
  [{ domain: { pred: { values: [1, 0, 1] } } }, "domain.pred.values must not name 1 twice"],
  [{ dtypes: ["f64", "f32", "f64"] }, 'dtypes must not name "f64" twice'],
  [{ flushes: ["f32", "f32"] }, 'flushes must not name "f32" twice'],
  ...(["gradients", "optional", "params"] as const).map((field): [object, string] => [
    { losses: { l1_loss: { [field]: ["a", "b", "b"] } } },
    `losses.l1_loss.${field} must not name "b" twice`,
  ]),
  [
    { losses: { l1_loss: { reductions: ["sum", "sum"] } } },
    'losses.l1_loss.reductions must not name "sum" twice',
  ],
  [
    { losses: { l1_loss: { dtypes: ["f32", "f32"] } } },
    'losses.l1_loss.dtypes must not name "f32" twice',
  ],
];

for (const [field, problem] of misdeclared) {
  Deno.test(`startAnswerSchema says that ${problem}`, () => {
    const answer = {
      name: "mine",
      protocol: 2,
      dtypes: ["f32"],
      losses: { l1_loss: {} },
      ...field,
    };
    const { error } = startAnswerSchema.safeParse(answer);
    assertStringIncludes(shapeProblem(error!, answer), problem);
  });
}

Deno.test("readResult() tells a refusal from a crash by the exception's classes", () => {
  const spec = builtinSpecs.get("l1_loss")!;
  const call: Call = {
    loss: "l1_loss",
    dtype: "f32",
    inputs: {},
    params: {},
    reduction: "sum",
    gradients: false,
  };
  const read = (raw: unknown, capability: Capability = {}, language = "python") =>
    readResult(raw, call, spec, { language, losses: { l1_loss: capability } });
  const assertion = { error: "shapes differ", classes: ["AssertionError", "Exception"] };
  const refusal = { rejected: "shapes differ (AssertionError)" };
  assertEquals(read(assertion), refusal);
  assertEquals(read(assertion, { refuses: ["ValueError"] }), {
    error: "AssertionError: shapes differ",
  });
  assertEquals(read(assertion, {}, "fortran"), { error: "AssertionError: shapes differ" });
  assertEquals(read(assertion, { refuses: ["AssertionError"] }, "fortran"), refusal);
  assertEquals(
    read({ error: "beta must be > 0", classes: [] }, { refuses: [{ message: "beta" }] }),
    {
      rejected: "beta must be > 0",
    },
  );
  const old = { error: "AssertionError: shapes differ" };
  assertEquals(read(old), old);
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
  const about = startAnswerSchema.parse(JSON.parse(lines[1][2]));
  assertEquals(readResult(result, call, builtinSpecs.get("l1_loss")!, about as About), {
    value: tensor("f32", [], [3]),
    gradients: { pred: tensor("f32", [2], [2, -2]) },
  });
});
