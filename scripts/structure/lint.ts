/**
 * Holds the structure of `src` and `scripts`: `deno task lint:structure`.
 *
 * @module
 */
import { importsOf, readSources } from "./imports.ts";
import {
  borrowedHelpers,
  type Breach,
  circles,
  deepImports,
  roomCircles,
  upwardPaths,
} from "./rules.ts";

/**
 * What breaks the rules of the house.
 *
 * @param root where `src` and `scripts` lie, its URL ending with a slash
 */
export async function breachesIn(root: URL): Promise<readonly Breach[]> {
  const sources = await readSources(root, ["src", "scripts"]);
  const imports = importsOf(sources);
  return [
    ...deepImports(imports),
    ...borrowedHelpers(imports),
    ...upwardPaths(sources),
    ...circles(imports),
    ...roomCircles(imports),
  ];
}

if (import.meta.main) {
  const breaches = await breachesIn(new URL("../../", import.meta.url));
  const lines = breaches.map(({ file, line, what }) => `${file}:${line} ${what}\n`);
  Deno.stderr.writeSync(new TextEncoder().encode(lines.join("")));
  Deno.exit(breaches.length === 0 ? 0 : 1);
}
