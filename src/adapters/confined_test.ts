/**
 * Strangers' modules in a child. Needs to start Deno; elsewhere ignored.
 */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Budget } from "./confined.ts";
import { openConfined } from "./confined.ts";
import { openHosted } from "./host/open_hosted.ts";

const ignore = Deno.permissions.querySync({ name: "run", command: "deno" }).state !== "granted";

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore, fn });
}

function hosting(compute: string, before = ""): { readonly kind: "module"; readonly url: string } {
  const source = `${before}
    export default {
      name: "mine",
      dtypes: ["f32"],
      losses: { l1_loss: { gradients: ["pred"], compute: async (question) => { ${compute} } } },
    };`;
  return { kind: "module", url: `data:text/javascript,${encodeURIComponent(source)}` };
}

const pred = tensor("f32", [2], [3, 1]);
const call: Call = {
  loss: "l1_loss",
  dtype: "f32",
  inputs: { pred, target: tensor("f32", [2], [1, 1]) },
  params: {},
  reduction: "none",
  gradients: false,
};

async function answersOf(
  compute: string,
  { before, calls = [call], ...budget }: Budget & {
    readonly before?: string;
    readonly calls?: readonly Call[];
  } = {},
): Promise<readonly Result[]> {
  const adapter = await openConfined("mine.js", hosting(compute, before), builtinSpecs, budget);
  try {
    return await adapter.run(calls);
  } finally {
    await adapter.close();
  }
}

const right = `const { pred, target } = question.inputs;
  const d = Array.from(pred.data, (p, i) => p - target.data[i]);
  return {
    value: d.map(Math.abs),
    gradients: { pred: d.map((x, i) => Math.sign(x) * question.upstream.data[i]) },
  };`;

test("a module says of itself and answers in a child what it does in this process", async () => {
  const calls = [call, { ...call, gradients: true }, { ...call, dtype: "f16" as const }];
  const here = await openHosted(hosting(right), builtinSpecs);
  const there = await openConfined("mine.js", hosting(right), builtinSpecs);
  assertEquals(there.about, here.about);
  assertEquals(await there.run(calls), await here.run(calls));
  await there.close();
});

test("a module is given inputs that are one tensor as one, and what it does to its answers is seen", async () => {
  const shared = { ...call, inputs: { pred, target: pred } };
  const one =
    "return { value: question.inputs.pred === question.inputs.target ? [1, 1] : [0, 0] };";
  assertEquals(await answersOf(one, { calls: [shared, call] }), [
    { value: tensor("f32", [2], [1, 1]) },
    { value: tensor("f32", [2], [0, 0]) },
  ]);
  const before = "const kept = new Float32Array(2); let n = 0;";
  const again = "kept.fill(++n); return { value: kept };";
  const [first, second] = await answersOf(again, { before, calls: [call, call] });
  assertEquals([first, second], [
    { value: tensor("f32", [2], [1, 1]), overwritten: true },
    { value: tensor("f32", [2], [2, 2]) },
  ]);
});

test("a module may not write, ask, start or see what it was not given", async () => {
  const forbidden = [
    'Deno.writeTextFileSync("written", "")',
    'Deno.readTextFileSync("/etc/passwd")',
    'await fetch("http://127.0.0.1:9")',
    'await import("https://127.0.0.1:9/module.js")',
    'new Deno.Command("sh").outputSync()',
    'Deno.dlopen("libc.so.6", {})',
    'Deno.kill(Deno.ppid, "SIGKILL")',
  ];
  for (const deed of forbidden) {
    const [result] = await answersOf(`${deed}; ${right}`);
    assert("error" in result || "rejected" in result, deed);
    assertEquals(await answersOf(`try { ${deed} } catch {} ${right}`), [
      { value: tensor("f32", [2], [2, 0]) },
    ], deed);
  }
});

test("a module sees the variables that it was given, and no others of ours", async () => {
  const tell = 'throw new Error(Object.entries(Deno.env.toObject()).join(";"));';
  const [result] = await answersOf(tell, { env: ["LOSSPROOF_TEST=1=2"] });
  const told = "rejected" in result ? result.rejected : "";
  assertStringIncludes(told, "LOSSPROOF_TEST,1=2");
  const given = Object.keys(Deno.env.toObject()).filter((name) => told.includes(`${name},`));
  assert(!given.some((name) => /npm|SECRET|TOKEN|KEY/i.test(name)), String(given));
});

test("what a module changes in its own process changes nothing here", async () => {
  const before = `
    Object.defineProperty(Object.prototype, "rejected", { get: () => "forged", configurable: true });
    Math.abs = () => 7;
    console.log = Deno.stdout.writeSync;
    globalThis.addEventListener("unload", () => Deno.exit(9));
    setInterval(() => undefined, 10);`;
  await answersOf(right, { before }).catch(() => undefined);
  assertEquals([Math.abs(-2), "rejected" in {}], [2, false]);
});

test("a module that exits, hangs or takes too much memory is an error of its call", async () => {
  const says = async (compute: string, words: string, budget: Budget = {}) => {
    const [result] = await answersOf(compute, budget);
    assertStringIncludes("error" in result ? result.error : "", words);
  };
  await says("Deno.exit(0)", "died with exit code 0");
  await says("for (;;);", "did not answer within 0.5 s (TIMEOUT)", { timeout: 500 });
  await says("await new Promise(() => undefined)", "(TIMEOUT)", { timeout: 500 });
  const memory = 2 ** 27;
  await says("const a = []; for (;;) a.push(Array(1e5).fill(0.5));", "(OUT OF MEMORY)", { memory });
  await says("const a = []; for (;;) a.push(new Uint8Array(2e7));", "(OUT OF MEMORY)", { memory });
});

test("a module that cannot be opened is told of by the name that it was called by", async () => {
  const says = async (before: string, words: string) => {
    const open = () =>
      openConfined("mine.js", hosting(right, before), builtinSpecs, { timeout: 200 });
    await assertRejects(open, CannotRun, `Cannot run "mine.js": ${words}`);
  };
  await says("throw new Error('no GPU');", "importing it failed: Error: no GPU");
  await says("for (;;);", "importing it took more than 1.2 s (TIMEOUT): does it await something");
  await says("Deno.exit(3);", "it has not introduced itself: it died with exit code 3");
});
