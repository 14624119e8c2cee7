import { assertEquals } from "@std/assert";
import { drawRooms } from "./drawing.ts";
import { importsOf, readSources } from "./imports.ts";

const root = new URL("../../", import.meta.url);

Deno.test("drawRooms() leaves out arrows that follow from others, and what tests import", () => {
  const imports = importsOf(
    new Map([
      ["src/a/one.ts", 'import { b } from "../b/mod.ts";\nimport { c } from "../c/mod.ts";\n'],
      ["src/b/two.ts", 'import { c } from "../c/mod.ts";\nimport { own } from "./own.ts";\n'],
      ["src/c/three_test.ts", 'import { a } from "../a/mod.ts";\n'],
      ["src/mod.ts", 'export * from "./a/mod.ts";\n'],
    ]),
  );
  assertEquals(drawRooms(imports), "flowchart TD\n  a --> b\n  b --> c\n");
});

Deno.test("src/README.md draws the rooms as they import each other, and names each", async () => {
  const page = await Deno.readTextFile(new URL("src/README.md", root));
  const drawing = drawRooms(importsOf(await readSources(root, ["src"])));
  assertEquals(/^```mermaid\n(.*?)^```$/ms.exec(page)?.[1], drawing);
  const rooms = (await Array.fromAsync(Deno.readDir(new URL("src/", root))))
    .filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  const named = Array.from(page.matchAll(/^\| `(\w+)` +\|/gm), ([, name]) => name);
  assertEquals(named.toSorted(), rooms.toSorted());
});
