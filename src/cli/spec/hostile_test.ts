import { assert, assertEquals } from "@std/assert";
import { mostOperations } from "../../oracle/internal.ts";
import { runCommand } from "../run_command.ts";

/** A sound spec, whose file begins with these keys. */
function fileOf(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    id: "my_loss",
    title: "Mine",
    family: "regression",
    summary: "The distance.",
    inputs: { pred: { shape: ["*"], grad: true }, target: { shape: ["*"] } },
    output: ["*"],
    reduction: {
      modes: ["mean", "none", "sum"],
      denominators: { mean: { of: "elements" } },
    },
    formula: { forms: { distance: "abs(pred - target)" } },
    ...changes,
  });
}

const form = (text: string, parts: Readonly<Record<string, string>> = {}) => ({
  formula: { let: parts, forms: { distance: text } },
});

/** Parts that are each made of the one before. */
const chain = (count: number, step: (before: string) => string) => ({
  b0: "pred - target",
  ...Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`b${i + 1}`, step(`b${i}`)]),
  ),
});

const shape = (axes: readonly string[]) => ({
  inputs: { pred: { shape: axes, grad: true } },
  output: [axes[0]],
});

/** Specs that are refused: what they say, and how the first line of the refusal begins. */
const refused: readonly (readonly [what: string, text: string, problem: string])[] = [
  [
    "300 powers of powers",
    fileOf(form(Array(300).fill("abs(d)").join("^"), { d: "pred - target" })),
    "my.json: formula cannot be used: The formulas, gradients included, come to more than " +
    `${mostOperations} operations and operands, which is the limit`,
  ],
  [
    "5000 parts",
    fileOf(form("b5000", chain(5000, (b) => `${b} + 1`))),
    "my.json: formula.let has 5001 names, and 1000 are the limit",
  ],
  [
    "a formula of 100 000 characters",
    fileOf(form(Array(50_000).fill("1").join("+"))),
    "my.json: formula.forms.distance cannot be used: Cannot read the formula: it has 99999 " +
    'characters, and 10000 are the limit: name its parts in "let", at column 1 of the formula',
  ],
  [
    "brackets within brackets",
    fileOf(form(`${"(".repeat(4000)}pred${")".repeat(4000)}`)),
    "my.json: formula.forms.distance cannot be used: Cannot read the formula: more than 100 " +
    'brackets are open: name its parts in "let", at column 101 of the formula',
  ],
  [
    "a wrap around a wrap that reads it twice, and so on",
    "",
    "w10.json: wrap with its base's has ",
  ],
  [
    "no value anywhere",
    fileOf(form("log(-1 - abs(pred))")),
    "my.json: formula.forms has no finite value on any of the 16 inputs that were tried, such as ",
  ],
  [
    "an infinite value everywhere",
    fileOf(form("1 / (pred - pred)")),
    "my.json: formula.forms has no finite value on any of the 16 inputs that were tried, such as ",
  ],
  [
    "an infinite default",
    fileOf({ params: { k: { default: "∞" } } }).replace('"∞"', "1e999"),
    "my.json: params.k.default must be a number, got Infinity",
  ],
  [
    "an infinite constant",
    fileOf(form("pred * 1e999")),
    "my.json: formula.forms.distance cannot be used: Cannot use 1e999: it is beyond what float64 has",
  ],
  [
    "a constant that is lost",
    fileOf(form("pred * 1e-999")),
    "my.json: formula.forms.distance cannot be used: Cannot use 1e-999: it is below what float64 has",
  ],
  [
    "an axis that is none",
    fileOf(form("sum(pred, P)")),
    'my.json: formula.forms.distance cannot be used: Unknown axis "P"',
  ],
  [
    "an axis that no call need have",
    fileOf({
      inputs: {
        pred: { shape: ["*"], grad: true },
        prior: { shape: ["C"], optional: true, absent: 1 },
      },
      ...form("abs(pred) * sum(prior)"),
    }),
    'my.json: formula cannot be used: No input of such a call has the axis "C"',
  ],
  [
    "an axis that is not there where a scalar stands for all",
    fileOf({
      inputs: {
        pred: { shape: ["N", "C"], grad: true, scalar_allowed: true },
        target: { shape: ["N"] },
      },
      output: ["N"],
      ...form("sum(pred) * target"),
    }),
    'my.json: formula cannot be used: No input of such a call has the axis "C"',
  ],
  [
    "a billion entries",
    fileOf({ ...shape(["N", "C"]), axes: { C: 1e9 }, ...form("sum(pred)") }),
    "my.json: inputs.pred.shape has 1000000000 entries for each record, and 262144 are the limit",
  ],
];

const wraps = Array.from({ length: 30 }, (_, i) => {
  const id = `w${i}`;
  const base = i === 0 ? "l1_loss" : `w${i - 1}`;
  return [`${id}.json`, JSON.stringify({ id, extends: base, wrap: "base + base" })] as const;
});

for (const [what, text, problem] of refused) {
  Deno.test(`spec validate refuses ${what}`, async () => {
    const files = text === "" ? Object.fromEntries(wraps) : { "my.json": text };
    const { code, out, err } = await runCommand(["spec", "validate", ...Object.keys(files)], files);
    assertEquals([code, out, err.slice(0, problem.length)], [2, "", problem]);
    assert(err.length < 2000, `${err.length} characters`);
  });
}

/** Where a spec has names of its own, and what its file says then. */
const named: Readonly<Record<string, (name: string) => string>> = {
  inputs: (name) =>
    fileOf({ inputs: { pred: { shape: ["*"], grad: true }, [name]: { shape: ["*"] } } }),
  params: (name) => fileOf({ params: { [name]: { default: 1 } } }),
  pinned: (name) => fileOf({ pinned: { [name]: 1 } }),
  "formula.let": (name) => fileOf(form("pred", { [name]: "pred" })),
  "formula.forms": (name) => fileOf({ formula: { forms: { [name]: "pred" } } }),
  "formula.gradient_forms": (name) =>
    fileOf({ formula: { forms: { a: "pred" }, gradient_forms: { [name]: { a: "1" } } } }),
  "formula.renamed": (name) =>
    fileOf({ formula: { forms: { a: "pred" }, renamed: { [name]: "a" } } }),
  "reduction.dialects": (name) =>
    fileOf({
      reduction: {
        modes: ["mean"],
        denominators: { mean: { of: "elements" } },
        dialects: { [name]: { mean: { of: "rows" } } },
      },
    }),
  axes: (name) => fileOf({ axes: { [name]: 2 }, ...shape(["N", name]) }),
};

for (const [place, fileWith] of Object.entries(named)) {
  Deno.test(`spec validate refuses names in ${place} that every object has`, async () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      // A key "__proto__" of an object literal in brackets is a key like any other.
      const files = { "my.json": fileWith(name) };
      const { code, err } = await runCommand(["spec", "validate", "my.json"], files);
      assertEquals(code, 2, name);
      assert(
        name === "__proto__"
          ? err.includes(`${place}.__proto__ is a key that no object may have`)
          : err.includes(`must not be "${name}": every object of JavaScript has that name already`),
        err,
      );
    }
  });
}

Deno.test("spec validate refuses the ids of losses, and the entries of axes, that every object has", async () => {
  for (
    const text of [
      fileOf({ id: "constructor" }),
      fileOf({ axes: { B: ["x", "constructor"] }, ...shape(["N", "B"]) }),
    ]
  ) {
    const { code, err } = await runCommand(["spec", "validate", "my.json"], { "my.json": text });
    assertEquals(code, 2);
    assert(err.includes('must not be "constructor"'), err);
  }
});

Deno.test("spec validate refuses names that mean something else already", async () => {
  for (const name of ["base", "derivative", "upstream", "C"]) {
    const shapes = { pred: { shape: ["N", "C"], grad: true }, [name]: { shape: ["N"] } };
    const text = fileOf({ inputs: shapes, output: ["N"], ...form("sum(pred, C)") });
    const { code, err } = await runCommand(["spec", "validate", "my.json"], { "my.json": text });
    assertEquals(code, 2);
    assert(err.startsWith(`my.json: inputs.${name} has a name that is taken by `), err);
  }
});

/** Parts that share the part before, whose text would be as long as 2^60 letters. */
const shared: Readonly<Record<string, (before: string) => string>> = {
  "b * b": (b) => `${b} * ${b}`,
  "b + b": (b) => `${b} + ${b}`,
  "where(b < 1, b / 2, abs(b))": (b) => `where(${b} < 1, ${b} / 2, abs(${b}))`,
  "max(b, -b / 2)": (b) => `max(${b}, -${b} / 2)`,
};

for (const [what, step] of Object.entries(shared)) {
  Deno.test(`spec validate takes 60 parts that are each ${what} of the one before`, async () => {
    const files = { "my.json": fileOf(form("b60", chain(60, step))) };
    const { code, err } = await runCommand(["spec", "validate", "my.json"], files);
    assertEquals([code, err], [0, "1 spec is valid: my_loss\n"]);
  });
}

Deno.test("spec validate takes formulas that are steep in a place too narrow for quotients", async () => {
  const shapes = (axes: readonly string[], domain: string) => ({
    inputs: { pred: { shape: axes, grad: true }, target: { shape: axes, domain } },
    output: axes,
  });
  const steep = [
    fileOf({
      ...shapes(["N", "C"], "real"),
      reduction: { modes: ["none", "sum"] },
      ...form("part * (log(abs(pred)) - part)", { part: "target" }),
    }),
    fileOf({
      ...shapes(["*"], "unit_interval"),
      params: { beta: { default: 1, exclusiveMinimum: 0 } },
      ...form("sqrt(abs(where(target != (1 + 0), beta, (pred / target))))"),
    }),
  ];
  for (const text of steep) {
    const { code, err } = await runCommand(["spec", "validate", "my.json"], { "my.json": text });
    assertEquals([code, err], [0, "1 spec is valid: my_loss\n"]);
  }
});
