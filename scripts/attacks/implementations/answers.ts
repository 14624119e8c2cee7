/**
 * Modules whose answers are not what answers are: each is a finding on its call, or refused at once.
 *
 * @module
 */
import { type Attack, cannotRunWith, conforms, failsWith } from "../attack.ts";
import { checkL1, moduleText, type Parts } from "../module_text.ts";

const wrong: Readonly<Record<string, Parts>> = {
  "symbol": { answer: `{ value: Symbol("x") }` },
  "bigint": { answer: `{ value: 1n, gradients: { pred: [1n] } }` },
  "bigint-array": { answer: `{ value: BigInt64Array.of(1n) }` },
  "iterable": { answer: `{ value: { *[Symbol.iterator]() { for (;;) yield 1; } } }` },
  "iterable-array": {
    answer: `{ value: Object.assign([value], { *[Symbol.iterator]() { for (;;) yield 1; } }) }`,
  },
  "iterable-typed": {
    answer: `{ value: Object.assign(Float64Array.of(7), {
  *[Symbol.iterator]() { for (;;) yield 1; } }) }`,
  },
  "iterable-gradient": {
    answer: `{ value, gradients: { pred: { *[Symbol.iterator]() { for (;;) yield 1; } } } }`,
  },
  "array-like": { answer: `{ value: { length: 2 ** 53 - 1, get 0() { for (;;); } } }` },
  "to-primitive": { answer: `{ value: { [Symbol.toPrimitive]() { for (;;); } } }` },
  "function": { answer: `{ value: () => value }` },
  "text": { answer: `{ value: String(value) }` },
  "null": { answer: `null` },
  "undefined": { answer: `undefined` },
  "bare-symbol": { answer: `Symbol.iterator` },
  "date": { answer: `{ value: new Date(0) }` },
  "holes": { answer: `{ value: [,] }` },
  "map": { answer: `new Map([["value", value]])` },
  "proxy-throws": {
    answer: `new Proxy({}, { get() { throw new Error("trap"); }, has() { throw 1; } })`,
  },
  "revoked-proxy": {
    inCall: `const revoked = Proxy.revocable({}, {}); revoked.revoke();`,
    answer: `{ value: revoked.proxy }`,
  },
  "getter-throws": { answer: `{ get value() { throw new Error("getter"); } }` },
  "getter-changes": {
    inCall: `let asked = 0;`,
    answer: `{ get value() { return asked++ ? value : value + 1; }, gradients: { pred: slopes } }`,
  },
  "proto-key": {
    answer: `JSON.parse('{"__proto__": {"value": 7}, "gradients": {"__proto__": [1]}}')`,
  },
  "constructor-gradient": { answer: `{ value, gradients: { pred: slopes, constructor: slopes } }` },
  "proto-gradient": {
    answer: `{ value, gradients: JSON.parse('{"__proto__": 1, "pred": 2}') }`,
  },
  "inherited": { answer: `Object.create({ value: 7, gradients: { pred: slopes.fill(7) } })` },
  "detached": {
    inCall: `const gone = new Float64Array(1); structuredClone(gone, { transfer: [gone.buffer] });`,
    answer: `{ value: gone }`,
  },
  "shared": { answer: `{ value: new Float64Array(new SharedArrayBuffer(16)) }` },
  "resizable": {
    inCall: `const buffer = new (ArrayBuffer as any)(8, { maxByteLength: 64 });
const view = new Float64Array(buffer); buffer.resize(0);`,
    answer: `{ value: view }`,
  },
  "throws-null": { inCall: `throw null;` },
  "throws-undefined": { inCall: `throw undefined;` },
  "throws-symbol": { inCall: `throw Symbol("s");` },
  "throws-to-string": { inCall: `throw { toString() { throw { toString: null }; } };` },
  "throws-proxy": {
    inCall:
      `throw new Proxy(new Error("x"), { get() { throw 1; }, getPrototypeOf() { throw 1; } });`,
  },
  "throws-function": { inCall: `throw () => {};` },
  "throws-message-object": {
    inCall: `throw Object.assign(new TypeError(), { message: { a: 1 } });`,
  },
  "throws-null-prototype": { inCall: `throw Object.create(null);` },
  "throws-later": {
    inCall: `setTimeout(() => { throw new Error("later"); }, 0);`,
    answer: `await new Promise(() => {})`,
  },
  "rejects-later": {
    inCall: `Promise.reject(new Error("nobody listens"));`,
    answer: `await new Promise(() => {})`,
  },
  "mutates-inputs": { inCall: `q.inputs.pred.data.fill(0); q.inputs.target.data.fill(0);` },
  "replaces-inputs": {
    inCall: `q.inputs.pred.data = new Float64Array(q.inputs.pred.data.length);
q.inputs.target = q.inputs.pred;`,
  },
  "negative-zero-shape": { answer: `{ value: { dtype: "f64", shape: [-0, -1], data: [1] } }` },
  "nan-shape": { answer: `{ value: { dtype: "f64", shape: [NaN], data: [1] } }` },
  "unknown-dtype": { answer: `{ value: { dtype: "__proto__", shape: [], data: [1] } }` },
  "hits-and-misses": { answer: `{ value: Math.random(), gradients: { pred: slopes } }` },
};

/** Default exports that are no implementation. */
const exported: Readonly<Record<string, string>> = {
  "nothing": `export const one = 1;`,
  "null": `export default null;`,
  "symbol": `export default Symbol("x");`,
  "number": `export default 1n;`,
  "proxy": `export default new Proxy({}, {
  get() { throw new Error("trap"); }, has() { throw new Error("trap"); },
  ownKeys() { throw new Error("trap"); }, getOwnPropertyDescriptor() { throw new Error("trap"); },
});`,
  "revoked": `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); export default proxy;`,
  "getter": `export default { get name(): string { throw new Error("getter"); } };`,
  "name-symbol": `export default { name: Symbol("x"), dtypes: ["f64"], losses: {} };`,
  "proto-loss": `export default { name: "x", dtypes: ["f64"],
  losses: JSON.parse('{"__proto__": {}, "constructor": {}, "toString": {}}') };`,
  "compute-missing": `export default { name: "x", dtypes: ["f64"], losses: { l1_loss: {} } };`,
  "dtypes-constructor":
    `export default { name: "x", dtypes: ["constructor", "__proto__"], losses: {} };`,
  "no-losses": `export default { name: "x", dtypes: ["f64"], losses: {} };`,
  "gradients-proto": `export default { name: "x", dtypes: ["f64"],
  losses: { l1_loss: { gradients: ["__proto__", "constructor"], compute: () => 1 } } };`,
  "params-proto": `export default { name: "x", dtypes: ["f64"],
  losses: { huber_loss: { params: ["toString"], compute: () => 1 } } };`,
  "throws": `throw new Error("not today");`,
  "throws-null": `throw null;`,
  "throws-object": `throw { toString() { throw 1; } };`,
  "syntax": `export default {`,
  "missing-import": `import "./gone.ts"; export default 1;`,
  "thenable": `export default { then() {} };`,
  "export-then": `export function then() {}`,
};

export const answering: readonly Attack[] = [
  ...Object.entries(wrong).map(([id, parts]) => ({
    id: `answer/${id}`,
    what: `gives an answer that is none (${id})`,
    files: { "module.ts": moduleText(parts) },
    args: checkL1,
    // What it throws to nobody ends its process.
    expect: id.endsWith("-later") ? { code: [1, 3], never: [/: conforms/] } : failsWith(),
  })),
  ...Object.entries(exported).map(([id, text]) => ({
    id: `export/${id}`,
    what: `exports what is no implementation (${id})`,
    files: { "module.ts": `${text}\n` },
    args: checkL1,
    // An import is waited for, for a minute.
    limit: 100,
    // What is declared may be wrong before or after it is run.
    expect: { code: [2, 3], says: [/module\.ts|matches none/], never: [/: conforms/] },
  })),
  {
    id: "answer/kept-memory",
    what: "answers in memory that it changes at the next call",
    files: {
      "module.ts": moduleText({
        before: "const kept = new Float64Array(1);",
        answer: "(kept[0] = value, { value: kept, gradients: { pred: slopes } })",
      }),
    },
    args: checkL1,
    expect: { code: [0, 1] },
  },
  {
    id: "answer/changed-later",
    what: "keeps its answers and its inputs, and changes both in a timer: what was read stays read",
    files: {
      "module.ts": moduleText({
        before: `const kept: any[] = [];
setInterval(() => kept.forEach((x) => x.fill?.(7)), 0);`,
        inCall: `kept.push(q.inputs.pred.data, q.inputs.target.data);
const mine = { pred: q.inputs.pred.data.slice(), target: q.inputs.target.data.slice() };`,
        answer: `(() => {
  const answer = Float64Array.of(value); kept.length = 0;
  setTimeout(() => answer.fill(7), 0);
  return { value: answer, gradients: { pred: slopes } };
})()`,
      }),
    },
    args: checkL1,
    expect: { code: [0, 1] },
  },
  {
    id: "export/dtype-twice",
    what: "computes in one format twice",
    files: { "module.ts": moduleText().replace(`["f64"]`, `["f64", "f64"]`) },
    args: checkL1,
    expect: { code: [2, 3], says: [/dtypes/] },
  },
  {
    id: "export/missing-file",
    what: "there is no such module",
    args: ["check", "module.ts"],
    expect: cannotRunWith(/there is no file/),
  },
  {
    id: "export/folder",
    what: "the module is a folder",
    files: { "module.ts/index.ts": moduleText() },
    args: ["check", "module.ts"],
    expect: cannotRunWith(/folder/),
  },
  {
    id: "export/zero",
    what: "the module is /dev/zero, by a link",
    files: { "module.ts": { link: "/dev/zero" } },
    args: ["check", "module.ts"],
    limit: 30,
    expect: cannotRunWith(/module\.ts/),
  },
  {
    id: "export/pipe",
    what: "the module is a terminal that nobody types into",
    files: { "module.ts": { link: "/dev/stdin" } },
    args: ["check", "module.ts"],
    limit: 30,
    expect: cannotRunWith(/module\.ts/),
  },
  {
    id: "export/data-url",
    what: "the module is the text of a data URL",
    args: [
      "check",
      `data:text/javascript,${encodeURIComponent("export default 1")}`,
    ],
    expect: { code: [2, 3] },
  },
  {
    id: "export/remote",
    what: "the module that the user names is at an address of the network, where it is not found",
    args: ["check", "https://esm.sh/left-pad@1.3.0"],
    asksRegistry: true,
    expect: { code: [2, 3], says: [/esm\.sh/] },
  },
  {
    id: "export/conforming-sibling",
    what:
      "a right module stands beside a deno.json of the stranger's that maps everything elsewhere",
    files: {
      "module.ts": moduleText(),
      "deno.json": JSON.stringify({ imports: { "zod": "./evil.ts", "lossproof": "./evil.ts" } }),
      "evil.ts": `throw new Error("loaded");\n`,
    },
    args: checkL1,
    expect: conforms,
  },
];
