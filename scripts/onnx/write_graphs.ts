/**
 * Writes the graphs to `golden/onnx`: `deno task golden:onnx`.
 *
 * Each file is written whole, into a new file that then takes its place; files that no graph has are
 * removed.
 *
 * @module
 */
import { graphFiles } from "../../src/onnx/graphs.ts";

const folder = new URL("../../golden/onnx/", import.meta.url);

await Deno.mkdir(folder, { recursive: true });
const files = graphFiles();
const known = new Set(files.map(({ name }) => name));
for (const { name, build } of files) {
  const temporary = new URL(`${name}.tmp`, folder);
  await Deno.writeFile(temporary, build());
  await Deno.rename(temporary, new URL(name, folder));
}
for await (const { name } of Deno.readDir(folder)) {
  if (!known.has(name)) await Deno.remove(new URL(name, folder));
}
await Deno.stdout.write(new TextEncoder().encode(`${files.length} graphs in golden/onnx\n`));
