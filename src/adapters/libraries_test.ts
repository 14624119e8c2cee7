import { assertEquals } from "@std/assert";
import { librariesIn } from "./libraries.ts";

const folder = new URL("testdata/libraries/", import.meta.url);

Deno.test("librariesIn() takes a folder with a module or a program for a library", async () => {
  assertEquals([...await librariesIn(folder)], [
    ["in_python", { kind: "program", entry: new URL("in_python/adapter.py", folder) }],
    ["in_typescript", { kind: "module", entry: new URL("in_typescript/mod.ts", folder) }],
  ]);
});

Deno.test("librariesIn() finds none where there is no folder", async () => {
  assertEquals([...await librariesIn(new URL("nowhere/", folder))], []);
});
