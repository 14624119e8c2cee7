/**
 * Modules that take all the memory there is, or answer with more than anybody could read.
 *
 * @module
 */
import { type Attack, cannotRunWith, failsWith } from "../attack.ts";
import { checkL1, moduleText, type Parts } from "../module_text.ts";

const limited = [...checkL1, "--memory", "300m", "--timeout", "20"];
const gib = 2 ** 30;

const bombs: Readonly<Record<string, string>> = {
  "arrays": "const all: any[] = []; for (;;) all.push(new Array(1000).fill(all.length));",
  "array-buffers": "const all: any[] = []; for (;;) all.push(new Uint8Array(2 ** 24).fill(1));",
  "strings": `const all: any[] = [];
for (;;) all.push(String.fromCharCode(...new Array(30_000).fill(97 + all.length % 26)));`,
  "objects": "let list: any = null; for (;;) list = { list };",
  "map": "const map = new Map(); for (let i = 0;; i++) map.set(i, { i });",
  "webassembly": `const all: any[] = [];
for (;;) {
  const m = new WebAssembly.Memory({ initial: 512 });
  new Uint8Array(m.buffer).fill(1);
  all.push(m);
}`,
};

/** Answers that are too much, and what is said of them at least. */
const answers: Readonly<Record<string, Parts>> = {
  "array-2-32": { answer: "{ value: new Array(2 ** 32 - 1) }" },
  "array-2-32-gradient": { answer: "{ value, gradients: { pred: new Array(2 ** 32 - 1) } }" },
  "array-1e8": { answer: "{ value: new Float64Array(1e8) }" },
  "array-like-2-53": { answer: "{ value: { length: 2 ** 53 - 1 } }" },
  "length-getter": { answer: "{ value: { get length() { return Math.random() * 1e9; } } }" },
  "nested-1e5": {
    inCall: "let deep: any = 1; for (let i = 0; i < 1e5; i++) deep = [deep];",
    answer: "{ value: deep }",
  },
  "nested-itself": {
    inCall: "const self: any[] = []; self[0] = self;",
    answer: "{ value: self, gradients: { pred: self } }",
  },
  "shape-huge": { answer: `{ value: { dtype: "f64", shape: [2 ** 40], data: [1] } }` },
  "shape-long": {
    answer: `{ value: { dtype: "f64", shape: new Array(1e6).fill(1), data: [value] } }`,
  },
  "keys": {
    answer:
      `{ value, gradients: Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => [i, 1])) }`,
  },
  "error-text": { inCall: `throw new TypeError("x".repeat(20e6));` },
  "error-lines": { inCall: `throw new TypeError("line\\n".repeat(4e6));` },
  "error-name": {
    inCall: `throw Object.assign(new TypeError("x"), { name: "N".repeat(20e6) });`,
  },
  "error-causes": {
    inCall: `let cause: any = 0;
for (let i = 0; i < 1e5; i++) cause = new TypeError("e" + i, { cause });
throw cause;`,
  },
  "error-aggregate": {
    inCall: `throw new AggregateError(Array.from({ length: 1e6 }, () => 1), "many");`,
  },
  "unknown-gradient": {
    answer: `{ value, gradients: { ["g".repeat(20e6)]: slopes } }`,
  },
  "recursion": { inCall: "(function f(): any { return f() + 1; })();" },
};

/** The longest line or report that a reader can be asked to read. */
const flooded = /x{5000}|N{5000}|g{5000}|(?:line\s+){500}/;

export const exhausting: readonly Attack[] = [
  ...Object.entries(bombs).map(([id, inCall]) => ({
    id: `memory/${id}`,
    what: `fills the memory in a call (${id})`,
    files: { "module.ts": moduleText({ inCall }) },
    args: limited,
    // A heap that is nearly full is swept again and again, which may take longer than a call may.
    limit: 120,
    expect: failsWith(/OUT OF\s+MEMORY|TIMEOUT/),
  })),
  {
    id: "memory/no-limit",
    what: "fills the memory in a call, and no limit was set: the run and its findings outlive it",
    files: { "module.ts": moduleText({ inCall: bombs.arrays }) },
    args: checkL1,
    limit: 180,
    memory: 8 * gib,
    expect: failsWith(/OUT OF MEMORY|TIMEOUT/),
  },
  {
    id: "memory/top-level",
    what: "fills the memory when it is imported",
    files: { "module.ts": moduleText({ before: bombs.arrays }) },
    args: limited,
    expect: cannotRunWith(/OUT OF\s+MEMORY/, /module\.ts/),
  },
  {
    id: "memory/others-judged",
    what: "fills the memory in the calls of one check; the others are judged",
    files: {
      "module.ts": moduleText({
        inCall: `if (q.inputs.pred.data.some((x: number) => Number.isNaN(x))) { ${bombs.arrays} }`,
      }),
    },
    args: [
      "check",
      "module.ts",
      "--check",
      "l1_loss/agreement/*",
      "l1_loss/propagates_nan/pred",
      ...["--runs", "3", "--memory", "300m"],
    ],
    expect: failsWith(/OUT OF\s+MEMORY/, /1 check holds|1 of 2/),
  },
  {
    id: "memory/leak",
    what: "keeps a megabyte of each call: a leak is no fault while it fits",
    files: {
      "module.ts": moduleText({
        before: "const kept: any[] = [];",
        inCall: "kept.push(new Uint8Array(2 ** 20));",
      }),
    },
    args: checkL1,
    expect: { code: 0, says: [/: conforms/] },
  },
  ...Object.entries(answers).map(([id, parts]) => ({
    id: `too-much/${id}`,
    what: `answers with more than can be read (${id})`,
    files: { "module.ts": moduleText(parts) },
    args: [...checkL1, "--format", "json"],
    expect: { code: 1, says: [/"conforms": ?false/], never: [flooded] },
  })),
  {
    id: "too-much/name",
    what: "has a name of 20 MB",
    files: { "module.ts": moduleText({ name: `"N".repeat(20e6)` }) },
    args: checkL1,
    expect: { code: [0, 3], never: [flooded] },
  },
  {
    id: "too-much/top-level-error",
    what: "throws 20 MB of text when it is imported",
    files: { "module.ts": moduleText({ before: `throw new Error("x".repeat(20e6));` }) },
    args: checkL1,
    expect: { code: 3, says: [/module\.ts/], never: [flooded] },
  },
  {
    id: "too-much/losses",
    what: "declares a million losses",
    files: {
      "module.ts": `const compute = () => 1;
const losses = Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => ["loss" + i, { compute }]));
export default { name: "many", dtypes: ["f64"], losses };
`,
    },
    args: checkL1,
    expect: { code: 3, says: [/loss\d+/] },
  },
  {
    id: "too-much/console",
    what: "prints 50 MB to the console",
    files: {
      "module.ts": moduleText({
        before: `for (let i = 0; i < 500; i++) console.log("y".repeat(100_000));`,
      }),
    },
    args: [...checkL1, "--format", "json", "--output", "report.json"],
    writes: ["report.json"],
    expect: { code: 0, says: [/"conforms": ?true/] },
  },
];
