import { assertEquals } from "@std/assert";
import { importsOf, readSources, type Sources } from "./imports.ts";
import { breachesIn } from "./lint.ts";
import { borrowedHelpers, circles, deepImports, roomCircles, upwardPaths } from "./rules.ts";

const root = new URL("../../", import.meta.url);

function sources(files: Readonly<Record<string, string>>): Sources {
  return new Map(Object.entries(files));
}

Deno.test("the structure of src and scripts holds", async () => {
  assertEquals(await breachesIn(root), []);
});

Deno.test("importsOf() finds every way to import, over several lines, but none in a comment", () => {
  const text = `import type { A } from "./a.ts";
import {
  b,
} from "../b/mod.ts";
export * from "./c.ts";
const d = await import("./d.ts");
/**
 * import { e } from "./e.ts";
 */
import "./f.ts";
`;
  const found = importsOf(sources({ "src/x/y.ts": text })).map(({ to, line }) => `${to}:${line}`);
  assertEquals(found.toSorted(), [
    "src/b/mod.ts:2",
    "src/x/a.ts:1",
    "src/x/c.ts:5",
    "src/x/d.ts:6",
    "src/x/f.ts:10",
  ]);
});

Deno.test("deepImports() lets a room be entered by its faces, and its helpers by tests", () => {
  const imports = importsOf(sources({
    "src/a/one.ts": 'import { b } from "../b/mod.ts";\nimport { c } from "../b/internal.ts";\n',
    "src/a/two.ts": 'import { b } from "../b/deep.ts";\nimport { own } from "./one.ts";\n',
    "src/a/two_test.ts":
      'import { b } from "../b/_sample.ts";\nimport { c } from "../b/deep.ts";\n',
    "scripts/x.ts": 'import { b } from "../src/b/deep.ts";\n',
  }));
  assertEquals(deepImports(imports).map(({ file, line }) => `${file}:${line}`), [
    "src/a/two.ts:1",
    "src/a/two_test.ts:2",
    "scripts/x.ts:1",
  ]);
});

Deno.test("borrowedHelpers() keeps helpers of tests to tests", () => {
  const imports = importsOf(sources({
    "src/a/one.ts": 'import { b } from "./_sample.ts";\n',
    "src/a/_more.ts": 'import { b } from "./_sample.ts";\n',
    "src/a/one_test.ts": 'import { b } from "./_sample.ts";\n',
  }));
  assertEquals(borrowedHelpers(imports).map(({ file }) => file), ["src/a/one.ts"]);
});

Deno.test("upwardPaths() finds paths that leave src, however they are used", () => {
  const found = upwardPaths(sources({
    "src/a/one.ts": 'import x from "../b.json";\nnew URL("../../golden", import.meta.url);\n',
    "src/a/b/two.ts": 'const path = `../../../scripts/x.ts`;\nconst inside = "../../c/x.ts";\n',
    "scripts/x.ts": 'new URL("../golden", import.meta.url);\n',
  }));
  assertEquals(found.map(({ file, line }) => `${file}:${line}`), [
    "src/a/one.ts:2",
    "src/a/b/two.ts:1",
  ]);
});

Deno.test("circles() and roomCircles() find what imports itself, in however many steps", () => {
  const imports = importsOf(sources({
    "src/a/one.ts": 'import { two } from "./two.ts";\n',
    "src/a/two.ts": 'import type { three } from "./three.ts";\n',
    "src/a/three.ts": 'import { one } from "./one.ts";\nimport { b } from "../b/mod.ts";\n',
    "src/b/mod.ts": 'export { x } from "./x.ts";\n',
    "src/b/y.ts": 'import { a } from "../a/mod.ts";\n',
    "src/b/y_test.ts": 'import { c } from "../c/mod.ts";\n',
    "src/c/mod.ts": 'import { b } from "../b/mod.ts";\n',
  }));
  assertEquals(circles(imports).map(({ what }) => what), [
    "imports itself: src/a/one.ts → src/a/two.ts → src/a/three.ts → src/a/one.ts",
  ]);
  assertEquals(roomCircles(imports).map(({ what }) => what), [
    "imports itself, room by room: src/a → src/b → src/a",
  ]);
});

Deno.test("readSources() leaves out what is handed to others", async () => {
  const files = [...(await readSources(root, ["src"])).keys()];
  assertEquals(files.filter((file) => /templates|testdata|fixtures/.test(file)), []);
});
