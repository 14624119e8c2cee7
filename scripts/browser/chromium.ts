/**
 * Chromium, where it is on the machine.
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
