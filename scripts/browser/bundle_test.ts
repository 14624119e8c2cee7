/**
 * The core runs in a browser: `src/mod.ts` bundles for one, and nothing in the bundle asks for Deno
 * or Node.
 *
 * Needs `--allow-run=deno,<chromium> --allow-read --allow-write --allow-env`: `deno task test:browser`.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { findChromium, outcomeOf } from "./chromium.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));

async function isGranted(name: "run" | "write"): Promise<boolean> {
  return (await Deno.permissions.query({ name })).state === "granted";
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd: root })
    .output();
  const text = new TextDecoder();
  assertEquals(code, 0, text.decode(stderr));
  return text.decode(stdout);
}

async function bundle(entry: string, ...options: readonly string[]): Promise<string> {
  const args = ["bundle", "--quiet", "--platform", "browser", ...options, `${root}src/${entry}`];
  return await output(Deno.execPath(), args);
}

/** How many bytes a text has, compressed. */
async function compressedSize(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length;
}

/** The rooms of `src` that a bundle has files of: each file is introduced by its path. */
function roomsIn(script: string): ReadonlySet<string> {
  return new Set(Array.from(script.matchAll(/^\/\/ src\/(\w+)/gm), ([, room]) => room));
}

/** A module that posts what the oracle says. */
const asking = (script: string) =>
  `${script}
const oracle = await createOracle(builtinSpecs.values());
const enclosures = oracle.enclose({
  loss: "smooth_l1_loss",
  dtype: "f64",
  inputs: { pred: tensor("f64", [1], [0.5]), target: tensor("f64", [1], [0]) },
  params: { beta: 1 },
  reduction: "sum",
  gradients: false,
});
const body = JSON.stringify(oracle.rounded(enclosures, "value", 0));
await fetch("/outcome", { method: "POST", body });
`;

const isAllowed = await isGranted("run") && await isGranted("write");
const browser = isAllowed ? await findChromium() : undefined;

Deno.test({
  name: "src/mod.ts bundles for the browser without Node's modules",
  ignore: !isAllowed,
  async fn() {
    const script = await bundle("mod.ts");
    assert(!/\bfrom\s*"node:|\brequire\("node:/.test(script));
  },
});

Deno.test({
  name:
    "specs, oracle and judge bundle without a graph, idea, witness or kernel, below 345 kB and 1 kB a loss",
  ignore: !isAllowed,
  async fn() {
    const all = roomsIn(await bundle("mod.ts"));
    for (const room of ["losses", "reference", "onnx", "oracle"]) assert(all.has(room), room);
    const rooms = roomsIn(await bundle("judge/mod.ts"));
    for (const room of ["judge", "oracle", "spec", "tensor"]) assert(rooms.has(room), room);
    for (
      const room of [
        "losses",
        "reference",
        "onnx",
        "golden",
        "identify",
        "generate",
        "checks",
        "spec_files",
      ]
    ) {
      assert(!rooms.has(room), `src/${room} is in the bundle`);
    }
    const size = await compressedSize(await bundle("judge/mod.ts", "--minify"));
    assert(size <= 345_000 + 1_000 * builtinSpecs.size, `${size} bytes`);
  },
});

Deno.test({
  name: "the oracle answers in headless Chromium",
  ignore: browser === undefined,
  async fn() {
    const text = await bundle("mod.ts");
    const script = text.slice(0, text.lastIndexOf("\nexport {"));
    assertEquals(await outcomeOf(browser!, asking(script)), 0.125);
  },
});
