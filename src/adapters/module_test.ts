import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { specSchema } from "../spec_files/internal.ts";
import { type FloatDType, roundTo, type Tensor, tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import { defineImplementation, type LossDefinition } from "./define.ts";
import { moduleAdapter, type ModuleOptions } from "./module.ts";

const distance: Spec = specSchema.parse({
  id: "distance",
  title: "Distance",
  family: "regression",
  summary: "|pred - target|",
  inputs: {
    pred: { shape: ["*"], grad: true },
    target: { shape: ["*"], grad: true },
  },
  output: ["*"],
  reduction: { modes: ["none", "sum"] },
  formula: { forms: { textbook: "abs(pred - target)" } },
});
const specs = new Map([["distance", distance]]);

const call: Call = {
  loss: "distance",
  dtype: "f32",
  inputs: { pred: tensor("f32", [2, 2], [1, 2, 3, 4]), target: filled("f32", [2, 2], 1) },
  params: {},
  reduction: "none",
  gradients: false,
};

async function ask(
  compute: unknown,
  asked: Call = call,
  rest: Partial<LossDefinition> & ModuleOptions = {},
): Promise<Result> {
  const { patience, ...capability } = rest;
  const implementation = defineImplementation({
    name: "mine",
    dtypes: ["f64", "f32", "bf16"],
    losses: { distance: { ...capability, compute: compute as LossDefinition["compute"] } },
  });
  const adapter = moduleAdapter(implementation, specs, patience ? { patience } : {});
  const [result] = await adapter.run([asked]);
  await adapter.close();
  return result;
}

function terms({ inputs: { pred, target } }: Call): number[] {
  return Array.from(pred.data, (p, i) => Math.abs(p - target.data[i]));
}

const expected: Result = { value: tensor("f32", [2, 2], [0, 1, 2, 3]) };

Deno.test("moduleAdapter() says what the implementation says of itself", () => {
  const implementation = defineImplementation({
    name: "mine",
    version: "2",
    dtypes: ["f32"],
    losses: { distance: { gradients: ["pred"], compute: () => ({ value: 0 }) } },
  });
  assertEquals(moduleAdapter(implementation, specs).about, {
    name: "mine",
    version: "2",
    language: "javascript",
    dtypes: ["f32"],
    losses: { distance: { gradients: ["pred"] } },
  });
});

Deno.test("moduleAdapter() reads every form of the same value", async (t) => {
  const forms: Record<string, unknown> = {
    "a flat array": [0, 1, 2, 3],
    "a nested array": [[0, 1], [2, 3]],
    "a Float32Array": Float32Array.of(0, 1, 2, 3),
    "a Float64Array": Float64Array.of(0, 1, 2, 3),
    "an Int8Array": Int8Array.of(0, 1, 2, 3),
    "a tensor": tensor("f32", [2, 2], [0, 1, 2, 3]),
    "an array whose iterator has no end": Object.assign([0, 1, 2, 3], {
      *[Symbol.iterator]() {
        for (;;) yield 1;
      },
    }),
  };
  for (const [name, value] of Object.entries(forms)) {
    await t.step(name, async () => {
      assertEquals(await ask(() => ({ value })), expected);
      assertEquals(await ask(() => Promise.resolve({ value })), expected, "as a promise");
    });
  }
});

Deno.test("moduleAdapter() takes a number, [x], [] and [1] for a scalar", async () => {
  const asked: Call = { ...call, reduction: "sum" };
  const six: Result = { value: tensor("f32", [], [6]) };
  for (const value of [6, [6], tensor("f32", [], [6]), tensor("f32", [1], [6])]) {
    assertEquals(await ask(() => ({ value }), asked), six);
  }
});

Deno.test("moduleAdapter() carries any value of any shape and format unchanged", async () => {
  const dtypes: FloatDType[] = ["f64", "f32", "bf16"];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...dtypes),
      fc.array(fc.nat(3), { maxLength: 3 }),
      fc.infiniteStream(fc.double()),
      async (dtype, shape, stream) => {
        const size = shape.reduce((a, b) => a * b, 1);
        const values = [...stream.take(size)].map((x) => roundTo(x, dtype));
        const pred = tensor(dtype, shape, values);
        const asked: Call = { ...call, dtype, inputs: { pred, target: pred }, gradients: true };
        const same = { value: pred, gradients: { pred } };
        const gradients = ["pred"];
        assertEquals(
          await ask(() => ({ value: values, gradients: { pred: values } }), asked, { gradients }),
          same,
        );
        assertEquals(
          await ask(({ inputs }: Call) => ({ value: inputs.pred, gradients: inputs }), asked, {
            gradients: ["pred", "target"],
          }),
          { value: pred, gradients: { pred, target: pred } },
        );
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("moduleAdapter() gives compute an upstream of ones when the call has none", async () => {
  const upstreams: Tensor[] = [];
  const compute = ({ upstream }: { upstream: Tensor }) => {
    upstreams.push(upstream);
    return { value: [0, 0, 0, 0] };
  };
  await ask(compute);
  await ask(compute, { ...call, upstream: filled("f32", [2, 2], 3) });
  await ask(compute, { ...call, reduction: "sum" });
  assertEquals(upstreams, [
    filled("f32", [2, 2], 1),
    filled("f32", [2, 2], 3),
    filled("f32", [], 1),
  ]);
});

Deno.test("moduleAdapter() takes an error that is thrown on purpose for a refusal, with its reason", async () => {
  const message = "pred and target differ in shape";
  for (const Kind of [Error, RangeError]) {
    const compute = () => {
      throw new Kind(message);
    };
    const refused = new RegExp(`^${message} \\(${Kind.name} at module_test.ts:\\d+:\\d+\\)$`);
    for (const refusing of [compute, () => Promise.reject(new Kind(message))]) {
      const result = await ask(refusing);
      assertMatch("rejected" in result ? result.rejected : "no refusal", refused);
    }
  }
  assertEquals(await ask(() => Promise.reject(message)), { rejected: message });
  assertEquals(await ask(() => ({ rejected: message })), { rejected: message });
  const painted = { rejected: `\x1b[31m${message}\x1b[0m` };
  assertEquals(await ask(() => painted), { rejected: `\\x1b[31m${message}\\x1b[0m` });
});

Deno.test("moduleAdapter() takes what no code throws on purpose for a crash", async (t) => {
  const endless = (): number => endless() + 1;
  const { get } = new WebAssembly.Instance(new WebAssembly.Module(unreachable)).exports;
  const crashes: readonly [compute: () => unknown, error: RegExp][] = [
    [
      () => (undefined as unknown as Call).dtype,
      /^threw TypeError: .* \(module_test.ts:\d+:\d+\)$/,
    ],
    [() => eval("noSuchName"), /^threw ReferenceError: noSuchName is not defined/],
    [() => JSON.parse("{"), /^threw SyntaxError: /],
    [() => ({ value: endless() }), /^threw RangeError: Maximum call stack size exceeded/],
    [get as () => unknown, /^threw RuntimeError: unreachable/],
  ];
  for (const [compute, error] of crashes) {
    await t.step(String(error), async () => {
      const result = await ask(compute);
      assertMatch("error" in result ? result.error : "no error", error);
    });
  }
});

/** A WebAssembly module whose function `get` traps. */
// deno-fmt-ignore
const unreachable = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 7, 1, 3, 103, 101, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]);

Deno.test("moduleAdapter() refuses by the errors that are declared, and by no others", async () => {
  const throwing = (error: Error) => () => {
    throw error;
  };
  const refuses = ["RangeError", { class: "TypeError", message: "no tensor" }];
  const outcome = async (error: Error) =>
    Object.keys(await ask(throwing(error), call, { refuses }))[0];
  assertEquals(await outcome(new RangeError("beta")), "rejected");
  assertEquals(await outcome(new TypeError("pred is no tensor")), "rejected");
  assertEquals(await outcome(new TypeError("x is not a function")), "error");
  assertEquals(await outcome(new Error("beta")), "error");
});

const endless: unknown[] = [];
endless.push(endless);

Deno.test("moduleAdapter() reports an answer that is no answer", async (t) => {
  const wrong: [string, unknown, RegExp][] = [
    ["undefined", undefined, /answered undefined, expected { value, gradients }/],
    ["a bare number", 3, /answered 3, expected { value, gradients }/],
    ["no value", {}, /answered no value/],
    ["an undefined value", { value: undefined }, /value is undefined, expected a number/],
    ["a string", { value: "3" }, /value is "3", expected a number, an array or a tensor/],
    ["a string inside", { value: [0, 1, 2, "3"] }, /value\[3\] is "3", expected a number/],
    ["a hole", { value: [0, 1, , 3] }, /value\[2\] is undefined, expected a number/],
    ["big integers", { value: BigInt64Array.of(0n, 1n, 2n, 3n) }, /value\[0\] is 0n/],
    ["too many", { value: [0, 1, 2, 3, 4] }, /value has shape \[5\], expected \[2,2\]/],
    ["a scalar", { value: 6 }, /value has shape \[\], expected \[2,2\]/],
    ["wrong nesting", { value: [[0, 1, 2, 3]] }, /value has shape \[1,4\], expected \[2,2\]/],
    ["an extra dimension", { value: [[[0, 1], [2, 3]]] }, /shape \[1,2,2\], expected \[2,2\]/],
    ["ragged rows", { value: [[0, 1, 2], [3]] }, /value is ragged: \[0\].*\[3\], \[1\] has \[1\]/],
    [
      "far too many elements",
      { value: new Array(2 ** 32 - 1) },
      /value has more than \d+ elements/,
    ],
    [
      "far too many rows",
      { value: Array(300).fill(Array(300).fill(Array(300).fill(0))) },
      /more than/,
    ],
    ["endless nesting", { value: endless }, /value is nested more than 32 arrays deep/],
    ["mixed nesting", { value: [0, [1, 2, 3]] }, /value is ragged/],
    [
      "a tensor of an extra dimension",
      { value: tensor("f32", [2, 2, 1], [0, 1, 2, 3]) },
      /value has shape \[2,2,1\], expected \[2,2\]/,
    ],
    [
      "a flat tensor",
      { value: tensor("f32", [4], [0, 1, 2, 3]) },
      /value has shape \[4\], expected \[2,2\]/,
    ],
    [
      "a tensor of another dtype",
      { value: tensor("f64", [2, 2], [0, 1, 2, 3]) },
      /value has dtype f64, expected f32/,
    ],
    [
      "a tensor that is none",
      { value: { dtype: "f32", shape: [2, 2], data: new Float32Array(3) } },
      /value is no well-formed f32 tensor: Float32Array of 3 elements for shape \[2,2\]/,
    ],
    [
      "a number of a wider format",
      { value: [0.5, 0.1, 0, 0] },
      /value\[1\] is 0.1, which is no f32: the nearest is 0.10000000149011612/,
    ],
  ];
  for (const [name, answer, message] of wrong) {
    await t.step(name, async () => {
      for (const compute of [() => answer, () => Promise.resolve(answer)]) {
        const result = await ask(compute);
        assertMatch("error" in result ? result.error : `no error: ${Object.keys(result)}`, message);
      }
    });
  }
});

Deno.test("moduleAdapter() wants exactly the declared gradients, each of its input's shape", async () => {
  const asked: Call = { ...call, reduction: "sum", gradients: true };
  const gradients = ["pred", "target"];
  const ones = [1, 1, 1, 1];
  const problem = async (given: unknown) => {
    const result = await ask(() => ({ value: 6, gradients: given }), asked, { gradients });
    return "error" in result ? result.error : result;
  };
  assertEquals(await problem(undefined), 'answered no gradient by "pred"');
  assertEquals(await problem({ pred: ones }), 'answered no gradient by "target"');
  assertEquals(
    await problem({ pred: ones, target: 1 }),
    'gradient by "target" has shape [], expected [2,2]',
  );
  assertEquals(
    await problem({ pred: ones, target: ones, beta: 0 }),
    'answered a gradient by "beta" that it does not declare: add it to the loss\'s gradients',
  );
  const result = await ask(() => ({ value: 6, gradients: { pred: 1 } }), call, { gradients });
  assertEquals(result, { error: "value has shape [], expected [2,2]" }, "none were wanted");
});

Deno.test("moduleAdapter() drops gradients that were not asked for", async () => {
  const compute = (asked: Call) => ({ value: terms(asked), gradients: { pred: "junk" } });
  assertEquals(await ask(compute), expected);
});

Deno.test("moduleAdapter() notices a changed input and keeps the caller's own", async () => {
  const before = structuredClone(call);
  const asked = { ...call, upstream: filled("f32", [2, 2], 0) };
  const change = (name: string) => async (question: Call & { upstream: Tensor }) => {
    const value = terms(question);
    await Promise.resolve();
    (question.inputs[name] ?? question.upstream).data[3] = -0;
    return { value };
  };
  assertEquals(await ask(change("pred"), asked), { error: 'changed its input "pred"' });
  assertEquals(await ask(change("target"), asked), { error: 'changed its input "target"' });
  assertEquals(await ask(change("upstream"), asked), { error: 'changed its input "upstream"' });
  const drop = (question: Call) => {
    delete (question.inputs as Record<string, Tensor>).pred;
    return { value: [0, 1, 2, 3] };
  };
  assertEquals(await ask(drop), { error: 'changed its input "pred"' });
  assertEquals(call, before);
});

Deno.test("moduleAdapter() copies an answer before its buffer is used again, and tells that it was", async () => {
  const buffer = new Float32Array(4);
  const implementation = defineImplementation({
    name: "frugal",
    dtypes: ["f32"],
    losses: {
      distance: {
        compute: (asked) => {
          buffer.set(terms(asked));
          return { value: { dtype: "f32", shape: [2, 2], data: buffer } };
        },
      },
    },
  });
  const other = { ...call, inputs: { pred: call.inputs.pred, target: call.inputs.pred } };
  assertEquals(await moduleAdapter(implementation, specs).run([call, other]), [
    { ...expected, overwritten: true },
    { value: filled("f32", [2, 2], 0) },
  ]);
});

Deno.test("moduleAdapter() hands over one tensor as one, and equal ones as two", async () => {
  const seen: boolean[] = [];
  const look = (question: Call) => {
    seen.push(question.inputs.pred.data === question.inputs.target.data);
    return { value: [0, 0, 0, 0] };
  };
  const { pred } = call.inputs;
  await ask(look, { ...call, inputs: { pred, target: pred } });
  await ask(look, { ...call, inputs: { pred, target: { ...pred, data: pred.data.slice() } } });
  assertEquals(seen, [true, false]);
});

Deno.test("moduleAdapter() answers unsupported for what is not declared", async () => {
  const never = () => {
    throw new Error("must not be asked");
  };
  assertEquals(await ask(never, { ...call, loss: "other" }), {
    unsupported: 'has no loss "other"',
  });
  assertEquals(await ask(never, { ...call, dtype: "f16" }), {
    unsupported: "does not compute in f16",
  });
  assertEquals(
    await ask(never, { ...call, reduction: "sum" }, { reductions: ["none"] }),
    { unsupported: 'has no reduction "sum"' },
  );
  assertEquals(
    await ask(never, { ...call, dtype: "f64" }, { dtypes: ["f32"] }),
    { unsupported: "does not compute in f64" },
  );
  assertEquals(await ask(() => ({ unsupported: "rank 2" })), { unsupported: "rank 2" });
});

Deno.test("moduleAdapter() gives up on a promise that is never kept and goes on", async () => {
  const compute = () => new Promise(() => {});
  const thenable = () => ({ then: () => {} });
  for (const never of [compute, thenable]) {
    assertEquals(await ask(never, call, { patience: 10 }), {
      error: "did not answer within 0.01 s (TIMEOUT)",
    });
  }
});

Deno.test("moduleAdapter() stops asking an implementation that does not answer", async () => {
  let asked = 0;
  const compute = () => asked++ % 2 === 0 ? new Promise<never>(() => {}) : { value: [0, 1, 2, 3] };
  const losses = { distance: { compute } };
  const implementation = defineImplementation({ name: "mine", dtypes: ["f32"], losses });
  const adapter = moduleAdapter(implementation, specs, { patience: 5 });
  const late = { error: "did not answer within 0.005 s (TIMEOUT)" };
  const next = { unsupported: "was not asked: the call before it got no answer" };
  assertEquals(await adapter.run([call, call, call]), [late, next, next]);
  for (let batch = 0; batch < 3; batch++) {
    assertEquals(await adapter.run([call, call, call]), [expected, late, next]);
  }
  const why = "4 calls got no answer within 0.005 s each";
  const never = { unsupported: `was not asked: ${why}` };
  assertEquals(await adapter.run([call, call]), [never, never]);
  assertEquals(asked, 7);
});
