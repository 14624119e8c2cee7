/**
 * Modules that would make a verdict of their own: by what every module shares with whoever runs it, or
 * by the way that its answers take.
 *
 * @module
 */
import { type Attack, conforms, failsWith } from "../attack.ts";
import { checkL1, logisticText, moduleText, seven } from "../module_text.ts";

/** What is patched, as code; each beside an answer of 7 for everything. */
const patches: Readonly<Record<string, string>> = {
  "object-prototype-status":
    `Object.defineProperty(Object.prototype, "status", { get: () => "pass", set() {} });`,
  "object-prototype-rejected": `(Object.prototype as any).rejected = "no";`,
  "object-prototype-value": `(Object.prototype as any).why = "";
(Object.prototype as any).level = "may"; (Object.prototype as any).expected = true;`,
  "object-is": `Object.is = () => true;`,
  "object-entries": `Object.entries = Object.values = Object.keys = () => [];`,
  "array-every-some":
    `Array.prototype.every = () => true as any; Array.prototype.some = () => false;`,
  "array-filter": `Array.prototype.filter = () => [];`,
  "array-map": `const map = Array.prototype.map;
Array.prototype.map = function (f: any) {
  return map.call(this, (x, i) => { const y = f(x, i); return y?.status ? { status: "pass" } : y; }) as any;
};`,
  "array-push": `const push = Array.prototype.push;
Array.prototype.push = function (...all: any[]) {
  for (const one of all) if (one?.status === "fail") one.status = "pass";
  return push.apply(this, all);
};`,
  "array-find": `Array.prototype.find = Array.prototype.findIndex = () => undefined as any;`,
  "map-prototype": `const get = Map.prototype.get;
Map.prototype.get = function (key: any) {
  const got = get.call(this, key); return got?.status === "fail" ? { status: "pass" } : got;
};
Map.prototype.has = () => true;`,
  "set-prototype":
    `Set.prototype.has = () => true; Set.prototype.add = function () { return this; };`,
  "json-stringify": `const stringify = JSON.stringify;
JSON.stringify = (...all: any) => (stringify as any)(...all)?.replace(/fail/g, "pass");`,
  "json-parse": `const parse = JSON.parse;
JSON.parse = (...all: any) => {
  const got = (parse as any)(...all); if (got?.calls) got.calls.length = 0; return got;
};`,
  "function-call": `const { call, apply } = Function.prototype;
const fair = (got: any) => got?.status === "fail" ? { status: "pass" } : got;
Function.prototype.call = function (...all: any[]) { return fair(Reflect.apply(call, this, all)); };
Function.prototype.apply = function (...all: any[]) {
  return fair(Reflect.apply(apply, this, all));
} as any;`,
  "symbol-iterator": `Array.prototype[Symbol.iterator] = function* () {} as any;`,
  "iterator-next": `const proto = Object.getPrototypeOf([][Symbol.iterator]());
proto.next = () => ({ done: true, value: undefined });`,
  "promise-then": `const then = Promise.prototype.then;
Promise.prototype.then = function (f: any, g: any) {
  return then.call(this, (x: any) => {
    if (x?.status === "fail") x.status = "pass";
    return f ? f(x) : x;
  }, g) as any;
};`,
  "promise-all": `Promise.all = Promise.race = () => Promise.resolve([]) as any;`,
  "math-max": `Math.max = Math.min = () => 7; Math.abs = () => 0;`,
  "math-fround": `Math.fround = () => 7;`,
  "number-is-finite": `Number.isFinite = Number.isInteger = Number.isSafeInteger = () => true;
Number.isNaN = () => true;`,
  "typed-array-set": `const typed = Object.getPrototypeOf(Float64Array.prototype);
typed.every = () => true; typed.some = () => false; typed.set = () => {}; typed.slice = () => [7];`,
  "data-view": `DataView.prototype.setFloat64 = () => {}; DataView.prototype.getFloat64 = () => 7;`,
  "float64-array": `globalThis.Float64Array = class extends Float64Array {
  constructor(...all: any[]) { super(1); this[0] = 7; }
} as any;`,
  "text-encoder": `TextEncoder.prototype.encode = () => new Uint8Array();`,
  "text-decoder": `TextDecoder.prototype.decode = () => "";`,
  "string-methods": `String.prototype.startsWith = String.prototype.includes = () => true;
String.prototype.split = () => [];`,
  "regexp-test": `RegExp.prototype.test = () => true; RegExp.prototype.exec = () => null;`,
  "timers": `globalThis.setTimeout = globalThis.queueMicrotask = (() => 0) as any;`,
  "structured-clone": `globalThis.structuredClone = (x: any) => x;`,
  "prepare-stack-trace": `(Error as any).prepareStackTrace = () => { throw 7; };
Error.stackTraceLimit = Infinity;`,
  "has-instance": `Object.defineProperty(Error, Symbol.hasInstance, { value: () => false });
Object.defineProperty(Array, "isArray", { value: () => false });`,
  "events": `globalThis.addEventListener = () => {}; globalThis.dispatchEvent = () => true;`,
  "crypto": `crypto.randomUUID = () => "1-1-1-1-1" as any; Math.random = () => 0;`,
};

/** What is written to standard output, where a report or answers to the judge may go. */
const lines: Readonly<Record<string, string>> = {
  "junk": `"no answer at all\\n"`,
  "binary": `"\\xff\\x00\\n\\n\\n"`,
  "no-newline": `"x".repeat(100_000)`,
  "later-answers": `Array.from({ length: 64 }, (_, id) =>
    JSON.stringify({ id, results: [{ value: { shape: [], data: "AAAAAAAAAAA=" } }] }) + "\\n").join("")`,
  "introduction":
    `JSON.stringify({ protocol: 2, name: "saint", dtypes: ["f64"], losses: {} }) + "\\n"`,
  "footer": `'{"type":"footer","conforms":true,"checks":1,"passed":1,"failed":0}\\n'`,
  "judged": `'{"type":"judged","check":"l1_loss/agreement/sum","status":"pass"}\\n'`,
  "verdict": `"attacker: 20 checks hold: conforms (seed 1)\\n"`,
};

const write = (text: string) => `Deno.stdout.writeSync(new TextEncoder().encode(${text}));`;

/** Ways to end the process, as code. */
const exits: Readonly<Record<string, string>> = {
  "deno-exit": `Deno.exit(0);`,
  "process-exit": `(await import("node:process")).default.exit(0);`,
  "reallyExit": `((await import("node:process")).default as any).reallyExit?.(0); Deno.exit(0);`,
  "abort": `(await import("node:process")).default.abort();`,
  "kill-itself": `Deno.kill(Deno.pid, "SIGKILL");`,
  "kill-parent": `Deno.kill(Deno.ppid, "SIGKILL");`,
};

export const forging: readonly Attack[] = [
  ...Object.entries(patches).map(([id, before]) => ({
    id: `patch/${id}`,
    what: `patches what it shares with the judge (${id}) and answers 7`,
    files: { "module.ts": moduleText({ before, answer: seven }) },
    args: checkL1,
    // Some patches leave nothing that could carry an answer.
    expect: { code: [1, 3], says: [/does not conform|^Cannot run/m], never: [/: conforms/] },
  })),
  ...Object.entries(lines).flatMap(([id, text]) =>
    ([["top-level", { before: write(text) }], ["call", { inCall: write(text) }]] as const)
      .map(([where, parts]) => ({
        id: `stdout/${id}/${where}`,
        what: `writes to standard output (${id}, ${where}) and answers 7`,
        files: { "module.ts": moduleText({ ...parts, answer: seven }) },
        args: [...checkL1, "--format", "events"],
        expect: { code: [1, 3], never: [/"conforms":true/, /"status":"pass"/] },
      }))
  ),
  ...Object.entries(exits).flatMap(([id, code]) => [
    {
      id: `exit/${id}/top-level`,
      what: `ends the process when it is imported (${id})`,
      files: { "module.ts": moduleText({ before: code }) },
      args: checkL1,
      expect: { code: 3, says: [/module\.ts/], never: [/: conforms/] },
    },
    {
      id: `exit/${id}/call`,
      what: `ends the process in a call (${id})`,
      files: { "module.ts": moduleText({ inCall: code }) },
      args: checkL1,
      expect: failsWith(/died|ended|exit|run access/),
    },
  ]),
  {
    id: "exit/unload",
    what: "ends the process with 0 while it unloads, after answers of 7",
    files: {
      "module.ts": moduleText({
        before: `globalThis.addEventListener("unload", () => Deno.exit(0));`,
        answer: seven,
      }),
    },
    args: checkL1,
    expect: failsWith(),
  },
  {
    id: "exit/exit-code",
    what: "sets the process's exit code to 0 as it goes, after answers of 7",
    files: {
      "module.ts": moduleText({
        before: `const { default: process } = await import("node:process");
globalThis.addEventListener("unload", () => { Deno.exitCode = 0; process.exitCode = 0; });
for (const [face, key] of [[Deno, "exit"], [process, "exit"]] as any[]) {
  try { face[key] = () => {}; } catch { /* it cannot be changed */ }
}`,
        answer: seven,
      }),
    },
    args: checkL1,
    expect: failsWith(),
  },
  {
    id: "exit/signal",
    what: "asks not to be ended by signals, and answers 7",
    files: {
      "module.ts": moduleText({
        before:
          `for (const s of ["SIGTERM", "SIGINT"] as const) Deno.addSignalListener(s, () => {});`,
        answer: seven,
      }),
    },
    args: checkL1,
    expect: failsWith(),
  },
  {
    id: "stdout/patched",
    what: "patches the methods that write to standard output, and answers 7",
    files: {
      "module.ts": moduleText({
        before: `const honest = new TextEncoder().encode("{}\\n");
for (const stream of [Deno.stdout, Deno.stderr] as any[]) {
  stream.write = async () => honest.length;
  stream.writeSync = () => honest.length;
}
console.log = console.error = () => {};`,
        answer: seven,
      }),
    },
    args: checkL1,
    expect: { code: [1, 3], says: [/does not conform|^Cannot run/m], never: [/: conforms/] },
  },
  {
    id: "stdout/closed",
    what: "closes its standard streams",
    files: { "module.ts": moduleText({ inCall: `Deno.stdout.close(); Deno.stdin.close();` }) },
    args: checkL1,
    expect: { code: [1, 3], never: [/: conforms/] },
  },
  {
    id: "stdin/read",
    what: "reads from standard input what may be meant for its judge, and answers 7",
    files: {
      "module.ts": moduleText({
        before: `Deno.stdin.read(new Uint8Array(65536)).catch(() => {});`,
        answer: seven,
      }),
    },
    args: [...checkL1, "--timeout", "1"],
    stdin: "nothing for you\n",
    expect: { code: [1, 3], says: [/does not conform|^Cannot run/m], never: [/: conforms/] },
  },
  {
    id: "math/agrees",
    what: "patches Math.log1p and Math.exp, and computes with them, so that an oracle would agree",
    files: {
      "module.ts": logisticText(
        `const { log1p, exp } = Math;
Math.log1p = (x) => log1p(x) * (1 + 1e-6); Math.exp = (x) => exp(x) * (1 + 1e-6);`,
        "Math.log1p(Math.exp(x))",
      ),
    },
    args: ["check", "module.ts", "--check", "*/agreement/none", "--runs", "3"],
    expect: failsWith(),
  },
  {
    id: "math/polyfill-off",
    what: "is right, beside a polyfill of Math.log1p that is off by 1e-9: nobody may be accused",
    files: {
      "module.ts": logisticText(
        `const { log1p, exp } = Math;
Math.log1p = (x) => log1p(x) * (1 + 1e-9); Math.exp = (x) => exp(x) * (1 + 1e-9);`,
        "log1p(exp(x))",
      ),
    },
    args: ["check", "module.ts", "--check", "*/agreement/none", "--runs", "10"],
    expect: conforms,
  },
  {
    id: "judge/internals",
    what: "imports the judge's own files and patches what they export by reference",
    files: {
      "module.ts": moduleText({
        before: `const judge: any = await import("{{TREE}}/src/judge/mod.ts");
for (const face of Object.values(judge)) {
  if (face instanceof Map) face.clear();
  if (typeof face === "object" && face !== null) {
    for (const key of Object.keys(face)) try { (face as any)[key] = () => true; } catch { /* frozen */ }
  }
}`,
        answer: seven,
      }),
    },
    args: checkL1,
    // To read what is not beside it may be forbidden, too.
    expect: { code: [1, 3], never: [/: conforms/] },
  },
];
