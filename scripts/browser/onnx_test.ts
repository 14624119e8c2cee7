/**
 * The graphs run in a browser: onnxruntime-web in headless Chromium gives every golden case an answer
 * that its stored numbers allow.
 *
 * Needs Chromium and the permissions of `deno task test:browser`.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { findChromium, outcomeOf } from "./chromium.ts";
import type { Outcome } from "./onnx_page.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));
const runtime = "onnxruntime-web@1.30.0";

const needed = [{ name: "run" }, { name: "write" }, { name: "net", host: "127.0.0.1" }] as const;
const isAllowed = needed.every((it) => Deno.permissions.querySync(it).state === "granted");

async function output(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
  }).output();
  const text = new TextDecoder();
  assertEquals(code, 0, text.decode(stderr));
  return text.decode(stdout);
}

/** Where Deno keeps the files of the runtime's package, which nobody else is to download. */
async function runtimeFolder(): Promise<string> {
  const specifier = `npm:${runtime}`;
  const apart = ["--no-lock", "--no-config"];
  await output(["cache", "--quiet", ...apart, specifier]);
  const { npmPackages } = JSON.parse(await output(["info", "--json", ...apart, specifier]));
  return `${npmPackages[runtime].localPath}/dist`;
}

/** The files that the page asks for: of the runtime, and golden ones. */
const filesOf = (runtime: string) => (address: string) => {
  const [, place, name] = /^\/(ort|golden)\/([\w.-]+)$/.exec(address) ?? [];
  if (name === undefined) return undefined;
  return place === "ort" ? `${runtime}/${name}` : `${root}golden/${name}`;
};

const browser = isAllowed ? await findChromium() : undefined;

Deno.test({
  name: "onnxruntime-web answers every golden case within its stored numbers, in headless Chromium",
  ignore: browser === undefined,
  async fn() {
    const entry = `${root}scripts/browser/onnx_page.ts`;
    const script = await output(["bundle", "--quiet", "--platform", "browser", entry]);
    const files = filesOf(await runtimeFolder());
    const { passed, failed } = await outcomeOf<Outcome>(browser!, script, files);
    assertEquals(failed, []);
    assert(passed > 1000, `${passed} cases`);
  },
});
