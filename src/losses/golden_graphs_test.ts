import { assert, assertEquals } from "@std/assert";
import { graphFiles } from "./graphs.ts";

const folder = new URL(import.meta.resolve("lossproof/golden/onnx/"));

Deno.test("golden/onnx has the bytes of every graph, and nothing else", async () => {
  const files = graphFiles();
  const there: string[] = [];
  for await (const { name } of Deno.readDir(folder)) there.push(name);
  assertEquals(there.sort(), files.map(({ name }) => name).sort());
  for (const { name, build } of files) {
    const kept = await Deno.readFile(new URL(name, folder));
    const built = build();
    const same = kept.length === built.length && kept.every((byte, i) => byte === built[i]);
    assert(same, `${name} is not what the builder makes: deno task golden generate`);
  }
});
