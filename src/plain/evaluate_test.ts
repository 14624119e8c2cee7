import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { plainIn, type Setting } from "./evaluate.ts";
import type { Name } from "./names.ts";

const names = new Map<string, Name>([
  ["x", { is: "tensor", axes: ["N", "C"], data: [1, 3, 2, -1, 0, 3] }],
  ["label", { is: "tensor", axes: ["N"], data: [2, 0] }],
  ["box", { is: "tensor", axes: ["N", "B"], data: [1, 2, 3, 4] }],
  ["k", { is: "number", value: 0.5 }],
  ["left_out", { is: "absent", value: 4 }],
  ["part", { is: "part", text: "x - max(x)" }],
]);
const setting: Setting = {
  names,
  lengths: { N: 2, C: 3, B: 2 },
  entryAxes: ["C", "B"],
  components: { B: ["left", "right"] },
  round: (x) => x,
};

/** What a formula is in the first row, at the entry that is last along each axis. */
const valueOf = (text: string) => plainIn(setting).valueAt(text, { N: 0, C: 2, B: 1 });

/** e^-2 + 1 + e^-1, the sum of exp(x - 3) over the row 1, 3, 2. */
const total = Math.exp(-2) + 1 + Math.exp(-1);

const known: Readonly<Record<string, number>> = {
  "x + 2 * k - 1": 2,
  "2 ^ 3 ^ 2": 512,
  "-(2 ^ 2)": -4,
  "0 * log(0)": 0,
  "pi": Math.PI,
  "C": 3,
  "left_out": 4,
  "part": -1,
  "abs(-2)": 2,
  "sqrt(4)": 2,
  "exp(1)": Math.E,
  "expm1(1)": Math.E - 1,
  "log(2)": Math.LN2,
  "log1p(1)": Math.LN2,
  "atan(1)": Math.PI / 4,
  "sigmoid(0)": 0.5,
  "softplus(0)": Math.LN2,
  "log_sigmoid(0)": -Math.LN2,
  "min(x)": 1,
  "min(box, B)": 1,
  "min(1, 2)": 1,
  "max(x)": 3,
  "max(1, 2)": 2,
  "sum(x)": 6,
  "sum(x, C)": 6,
  "sum(1)": 3,
  "onehot(label)": 1,
  "onehot_argmax(x)": 0,
  "take(x, label)": 2,
  "take(x, label - 1, C)": 3,
  "index()": 2,
  "index(B)": 1,
  "stop_gradient(k)": 0.5,
  "logsumexp(x)": 3 + Math.log(total),
  "log_softmax(x)": -1 - Math.log(total),
  "softmax(x)": Math.exp(-1) / total,
  "where(x > 1 && !(x == 3), 1, 2)": 1,
  "where(x < 1 || x >= 2, 1, 0 / 0)": 1,
  "where(given(left_out), 1, 2)": 2,
  "box.left + 10 * box.right": 21,
};

for (const [text, value] of Object.entries(known)) {
  Deno.test(`valueAt() evaluates ${text}`, () => assertAlmostEquals(valueOf(text), value, 1e-15));
}

Deno.test("valueAt() has no value where what it reads has none", () => {
  for (const text of ["min(max(0 / 0, 0), 1)", "where(0 / 0 < 1, 2, 3)", "(0 / 0) ^ 0"]) {
    assertEquals(valueOf(text), NaN, text);
  }
});

Deno.test("plainIn() looks for the greatest entry of an axis once, also in a choice within a choice", () => {
  const length = 60;
  let reads = 0;
  const counted: Name = { is: "computed", of: ({ C: at }) => (reads++, at) };
  const wide = { ...setting, names: new Map([["y", counted]]), lengths: { N: 1, C: length, B: 2 } };
  const text = "sum(onehot_argmax(onehot_argmax(y, C), C) * onehot_argmax(y, C), C)";
  assertEquals(plainIn(wide).valueAt(text, { N: 0, C: 0, B: 0 }), 1);
  assert(reads <= 10 * length, `${reads} reads`);
});
