/**
 * Modules that never come to an end: each is given up in time, and the verdict says why.
 *
 * @module
 */
import { type Attack, cannotRunWith, conforms, failsWith } from "../attack.ts";
import { checkL1, moduleText, type Parts } from "../module_text.ts";

const timed = [...checkL1, "--timeout", "1"];
const never = "await new Promise(() => {});";

const inCalls: Readonly<Record<string, Parts>> = {
  "loop": { inCall: "for (;;);" },
  "await-never": { inCall: never },
  "await-forever": { inCall: "for (;;) await null;" },
  "getter": { answer: "{ get value() { for (;;); } }" },
  "proxy-trap": { answer: "new Proxy({}, { has() { for (;;); }, get() { for (;;); } })" },
  "proxy-keys": { answer: "{ value, gradients: new Proxy({}, { ownKeys() { for (;;); } }) }" },
  "thenable": { answer: "{ then() {} }" },
  "thenable-loops": { answer: "{ then() { for (;;); } }" },
  "thenable-chain": {
    answer: "(function chain(): any { return { then: (f: any) => f(chain()) }; })()",
  },
  "element-getter": {
    answer: "{ value: Object.defineProperty([1], 0, { get() { for (;;); } }) }",
  },
  "length-trap": {
    answer:
      `{ value: new Proxy([1], { get(a: any, k) { while (k === "length"); return a[k]; } }) }`,
  },
  "described": { answer: "{ value: new Proxy({}, { ownKeys() { for (;;); } }) }" },
  "array-of-proxies": {
    answer: "{ value: [new Proxy([], { get() { for (;;); } })] }",
  },
  "regexp": { inCall: `/^(a+)+$/.test("a".repeat(60) + "b");` },
  "atomics": { inCall: "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);" },
  "microtasks": {
    inCall: "await new Promise(() => { (function f() { queueMicrotask(f); })(); });",
  },
  "throws-slowly": {
    inCall: "throw { get message() { for (;;); }, toString() { for (;;); } };",
  },
  "webassembly": {
    inCall: `new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
  10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11))).exports.f as any;
(new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
  10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11))).exports.f as any)();`,
  },
  "ignores-signals": {
    inCall: `for (const s of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  Deno.addSignalListener(s, () => {});
}
for (;;);`,
  },
};

const atTop: Readonly<Record<string, string>> = {
  "loop": "for (;;);",
  "await-never": never,
  "await-timer": "await new Promise(() => setInterval(() => {}, 1000));",
  "import-cycle": `await import("./module.ts?again");`,
};

export const hanging: readonly Attack[] = [
  ...Object.entries(inCalls).map(([id, parts]) => ({
    id: `hang/call/${id}`,
    what: `never ends in a call (${id})`,
    files: { "module.ts": moduleText(parts) },
    args: timed,
    expect: failsWith(/TIMEOUT/),
  })),
  ...Object.entries(atTop).filter(([id]) => id !== "import-cycle").map(([id, before]) => ({
    id: `hang/top-level/${id}`,
    what: `never ends when it is imported (${id})`,
    files: { "module.ts": moduleText({ before }) },
    args: timed,
    expect: cannotRunWith(/TIMEOUT|within|took more than/, /module\.ts/),
  })),
  {
    id: "hang/top-level/export-getter",
    what: "exports an object whose getters never end",
    files: { "module.ts": "export default { get name() { for (;;); } };\n" },
    args: timed,
    expect: cannotRunWith(/TIMEOUT|within|took more than/, /module\.ts/),
  },
  {
    id: "hang/unload",
    what: "never ends while it is ended",
    files: {
      "module.ts": moduleText({
        before: `globalThis.addEventListener("unload", () => { for (;;); });
globalThis.addEventListener("beforeunload", (e) => { e.preventDefault(); });`,
      }),
    },
    args: timed,
    expect: conforms,
  },
  {
    id: "hang/default-patience",
    what: "never ends in a call, and no time was set",
    files: { "module.ts": moduleText({ inCall: "for (;;);" }) },
    args: checkL1,
    limit: 180,
    expect: failsWith(/TIMEOUT/),
  },
  {
    id: "hang/deadline",
    what: "never ends in a call, and the whole run has a deadline",
    files: { "module.ts": moduleText({ inCall: "for (;;);" }) },
    args: [...checkL1, "--deadline", "4s"],
    limit: 30,
    expect: cannotRunWith(/incomplete/),
  },
  {
    id: "hang/deadline-slow",
    what: "takes a second for each call, and the whole run has a deadline",
    files: {
      "module.ts": moduleText({ inCall: "await new Promise((f) => setTimeout(f, 1000));" }),
    },
    args: ["check", "module.ts", "--deadline", "4s", "--format", "json", "--output", "report.json"],
    writes: ["report.json"],
    limit: 30,
    expect: cannotRunWith(/incomplete/),
  },
  {
    id: "hang/others-judged",
    what: "never ends in the calls of one check; the others are judged",
    files: {
      "module.ts": moduleText({
        inCall: "if (q.inputs.pred.data.some((x: number) => Number.isNaN(x))) for (;;);",
      }),
    },
    args: [
      "check",
      "module.ts",
      "--check",
      "l1_loss/agreement/*",
      "l1_loss/propagates_nan/pred",
      ...["--runs", "3", "--timeout", "1"],
    ],
    expect: failsWith(/TIMEOUT/, /1 check holds|1 of 2/),
  },
];
