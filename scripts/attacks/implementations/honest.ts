/**
 * Modules that do nothing wrong, each beside a kind of attack: none may be accused.
 *
 * @module
 */
import { type Attack, conforms } from "../attack.ts";
import { checkL1, logisticText, moduleText, type Parts } from "../module_text.ts";

const plain: Readonly<Record<string, readonly [what: string, parts: Parts]>> = {
  "plain": ["computes", {}],
  "npm": ["imports a package of Lossproof's lock", {
    before: `import { z } from "npm:zod@4.6.7"; z.string().parse("x");`,
  }],
  "node": ["imports what Node has", {
    before: `import { strict } from "node:assert"; import path from "node:path";
strict(path.join("a", "b"));`,
  }],
  "lossproof": ["is made with defineImplementation", {
    before: `import { defineImplementation } from "lossproof"; defineImplementation;`,
  }],
  "top-level-await": ["awaits at the top level", {
    before: `await new Promise((resolve) => setTimeout(resolve, 50));`,
  }],
  "console": ["prints to the console, at the top level and in calls", {
    before: `console.log("hello"); console.table([1]); console.info("one");`,
    inCall: `console.log("called", q.loss); console.debug("debug");`,
  }],
  "stderr": ["writes to standard error", {
    inCall: `Deno.stderr.writeSync(new TextEncoder().encode("note\\n"));`,
  }],
  "slow": ["takes its time, within the limit", {
    inCall: `await new Promise((resolve) => setTimeout(resolve, 20));`,
  }],
  "polyfill": ["adds methods to prototypes, as old polyfills do", {
    before: `(Array.prototype as any).last = function () { return this[this.length - 1]; };
Object.defineProperty(Object.prototype, "tap", { value() { return this; } });`,
  }],
  "freezes": ["freezes the prototypes, as hardened code does", {
    before:
      `for (const proto of [Object, Array, Map, Promise, Function]) Object.freeze(proto.prototype);`,
  }],
  "own-math": ["brings a Math.exp of its own that is exact to half an ulp", {
    before: `const { exp } = Math; Math.exp = (x) => exp(x);`,
  }],
  "timers": ["leaves a timer that never ends", { before: `setInterval(() => {}, 10);` }],
  "microtasks": ["leaves tasks that make tasks", {
    before: `const again = () => setTimeout(again, 0); again();`,
  }],
  "unload": ["listens to unload", { before: `globalThis.addEventListener("unload", () => {});` }],
  "typed": ["answers with typed arrays", {
    answer: `{ value: Float64Array.of(value), gradients: { pred: Float64Array.from(slopes) } }`,
  }],
  "thenable": ["answers with a thenable", {
    answer: `{ then: (f: any) => f({ value, gradients: { pred: slopes } }) }`,
  }],
  "getters": ["answers with getters", {
    answer: `{ get value() { return value; }, get gradients() { return { pred: slopes }; } }`,
  }],
  "frozen": ["answers with frozen memory", {
    answer: `Object.freeze({ value, gradients: Object.freeze({ pred: Object.freeze(slopes) }) })`,
  }],
  "null-prototype": ["answers with objects without a prototype", {
    answer: `Object.assign(Object.create(null), { value, gradients: { pred: slopes } })`,
  }],
  "unicode": ["has a name in another script, with an emoji of joined characters", {
    name: `"потеря 損失 👩‍🔬"`,
  }],
  "late-name": ["has a long name", { name: `"n".repeat(300)` }],
};

export const honest: readonly Attack[] = [
  ...Object.entries(plain).map(([id, [what, parts]]) => ({
    id: `honest/${id}`,
    what: `honest: ${what}`,
    files: { "module.ts": moduleText(parts) },
    args: checkL1,
    expect: conforms,
  })),
  {
    id: "honest/json",
    what: "honest: prints to the console while the report goes to standard output as JSON",
    files: { "module.ts": moduleText({ inCall: `console.log('{"type":"footer"}');` }) },
    args: [...checkL1, "--format", "json"],
    expect: { code: 0, says: [/"conforms": ?true/] },
  },
  {
    id: "honest/shared-module",
    what: "honest: imports a module from a folder beside its own",
    files: {
      "mine/module.ts": moduleText({ before: `import { one } from "../shared/util.ts"; one();` }),
      "shared/util.ts": `export const one = () => 1;\n`,
    },
    args: ["check", "mine/module.ts", ...checkL1.slice(2)],
    expect: conforms,
  },
  {
    id: "honest/dynamic-import",
    what: "honest: imports a module beside it when it is first called",
    files: {
      "module.ts": moduleText({ inCall: `await import(\`./\${"late"}.ts\`);` }),
      "late.ts": `export const late = true;\n`,
    },
    args: checkL1,
    expect: conforms,
  },
  {
    id: "honest/data-file",
    what: "honest: reads a file beside it, and one in a folder there",
    files: {
      "module.ts": moduleText({
        before: `Deno.readTextFileSync(new URL("./weights.json", import.meta.url));
await (await fetch(new URL("./data/more.json", import.meta.url))).json();
await Deno.readTextFile(new URL("./data/more.json", import.meta.url));`,
      }),
      "weights.json": "[1]",
      "data/more.json": "[2]",
    },
    args: checkL1,
    expect: conforms,
  },
  {
    id: "honest/json-import",
    what: "honest: imports a JSON file beside it",
    files: {
      "module.ts": moduleText({ before: `import w from "./w.json" with { type: "json" }; w;` }),
      "w.json": "[1]",
    },
    args: checkL1,
    expect: conforms,
  },
  {
    id: "honest/env-value",
    what: "honest: reads a variable that the command gives it",
    files: {
      "module.ts": moduleText({
        before: `if (Deno.env.get("ATTACK_LEVEL") !== "3") throw new Error("no level");`,
      }),
    },
    args: [...checkL1, "--env", "ATTACK_LEVEL=3"],
    expect: conforms,
  },
  {
    id: "honest/env-name",
    what: "honest: reads a variable that the command passes on",
    files: {
      "module.ts": moduleText({
        before: `if (Deno.env.get("LANG") !== "C.UTF-8") throw new Error("no language");`,
      }),
    },
    args: [...checkL1, "--env", "LANG"],
    expect: conforms,
  },
  {
    id: "honest/javascript",
    what: "honest: is JavaScript, and CommonJS beside it is imported",
    files: {
      "module.js": moduleText({ before: `import one from "./one.cjs"; one;` })
        .replaceAll(/: any\b|: Promise<any>/g, ""),
      "one.cjs": "module.exports = 1;\n",
    },
    args: ["check", "module.js", ...checkL1.slice(2)],
    expect: conforms,
  },
  {
    id: "honest/in-process",
    what: "honest: is run in the judge's own process, which was asked for and is told",
    files: { "module.ts": moduleText() },
    args: [...checkL1, "--in-process"],
    expect: { code: 0, says: [/: conforms/, /in.process/] },
  },
  {
    id: "honest/logistic",
    what: "honest: computes with Math.exp and Math.log1p",
    files: { "module.ts": logisticText("", "Math.log1p(Math.exp(x))") },
    args: ["check", "module.ts", "--check", "*/agreement/none", "--runs", "10"],
    expect: conforms,
  },
  {
    id: "honest/url",
    what: "honest: is named by the URL of its file, in a folder with blanks and signs",
    files: { "my files/50% é/module.ts": moduleText() },
    args: ["check", "my files/50% é/module.ts", ...checkL1.slice(2)],
    expect: conforms,
  },
];
