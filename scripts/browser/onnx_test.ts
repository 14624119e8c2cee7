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
import { findChromium } from "./chromium.ts";
import type { Outcome } from "./onnx_page.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));
const runtime = "onnxruntime-web@1.30.0";
const minutes = 4;

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

const types: Readonly<Record<string, string>> = {
  mjs: "text/javascript",
  wasm: "application/wasm",
  json: "application/json",
};

function serve(script: string, folder: string) {
  const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
  const page = '<!doctype html><script type="module" src="/page.mjs"></script>';
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/outcome") {
      resolve(await request.json());
      return new Response();
    }
    if (pathname === "/") return new Response(page, { headers: { "content-type": "text/html" } });
    const type = types[pathname.split(".").at(-1) ?? ""];
    const headers = { "content-type": type ?? "application/octet-stream" };
    if (pathname === "/page.mjs") return new Response(script, { headers });
    const [, place, name] = /^\/(ort|golden)\/([\w.-]+)$/.exec(pathname) ?? [];
    if (name === undefined) return new Response(null, { status: 404 });
    const path = place === "ort" ? `${folder}/${name}` : `${root}golden/${name}`;
    return new Response(await Deno.readFile(path), { headers });
  });
  return { server, outcome };
}

const browser = isAllowed ? await findChromium() : undefined;

Deno.test({
  name: "onnxruntime-web answers every golden case within its stored numbers, in headless Chromium",
  ignore: browser === undefined,
  async fn() {
    const entry = `${root}scripts/browser/onnx_page.ts`;
    const script = await output(["bundle", "--quiet", "--platform", "browser", entry]);
    const profile = await Deno.makeTempDir();
    const { server, outcome } = await serve(script, await runtimeFolder());
    const child = new Deno.Command(browser ?? "", {
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-sync",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        `--user-data-dir=${profile}`,
        `http://127.0.0.1:${server.addr.port}/`,
      ],
      stdout: "null",
      stderr: "null",
    }).spawn();
    let bell: ReturnType<typeof setTimeout> | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        const why = `Chromium did not come to an end within ${minutes} minutes`;
        bell = setTimeout(() => reject(new Error(why)), minutes * 60_000);
      });
      const { passed, failed } = await Promise.race([outcome, late]);
      assertEquals(failed, []);
      assert(passed > 1000, `${passed} cases`);
    } finally {
      clearTimeout(bell);
      child.kill("SIGKILL");
      await child.status;
      await server.shutdown();
      await Deno.remove(profile, { recursive: true }).catch(() => undefined);
    }
  },
});
