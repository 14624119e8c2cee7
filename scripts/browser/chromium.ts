/**
 * Chromium, where it is on the machine, and what a page in it says.
 *
 * @module
 */

const paths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The path of a Chromium; `undefined`, and said so, where there is none. */
export async function findChromium(): Promise<string | undefined> {
  for (const path of paths) {
    if (await Deno.stat(path).then(() => true, () => false)) return path;
  }
  const words = `Skipped, for there is no Chromium: it is none of ${paths.join(", ")}\n`;
  Deno.stderr.writeSync(new TextEncoder().encode(words));
  return undefined;
}

const minutes = 4;

const types: Readonly<Record<string, string>> = {
  mjs: "text/javascript",
  wasm: "application/wasm",
  json: "application/json",
};

/**
 * Runs a module in a page of its own until it posts its outcome to `/outcome`, as JSON.
 *
 * @param browser the path of a Chromium
 * @param script the module
 * @param pathOf the file behind an address that the page asks for; undefined where there is none
 * @returns what it posts
 * @throws {Error} when it does not within some minutes
 */
export async function outcomeOf<T>(
  browser: string,
  script: string,
  pathOf: (address: string) => string | undefined = () => undefined,
): Promise<T> {
  const { promise: outcome, resolve } = Promise.withResolvers<T>();
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
    const path = pathOf(pathname);
    if (path === undefined) return new Response(null, { status: 404 });
    return new Response(await Deno.readFile(path), { headers });
  });
  const profile = await Deno.makeTempDir();
  const child = new Deno.Command(browser, {
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
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(bell);
    child.kill("SIGKILL");
    await child.status;
    await server.shutdown();
    await Deno.remove(profile, { recursive: true }).catch(() => undefined);
  }
}
