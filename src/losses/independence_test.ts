/**
 * What keeps the roads independent although they live in one folder: a kernel, its graph and its formula
 * never import one another.
 */
import { assert, assertEquals } from "@std/assert";
import { catalogue } from "./catalogue.ts";

const root = new URL("./", import.meta.url);
const imported = /(?:^|\n)(?:import|export)\b[^;"]*?"(\.[^"]+)"/g;

/** A file and everything that it imports, by kind of import: types alone bind nothing. */
async function reachOf(file: URL, seen = new Map<string, string>()): Promise<Map<string, string>> {
  const text = await Deno.readTextFile(file);
  seen.set(file.href, text);
  for (const [statement, path] of text.matchAll(imported)) {
    const next = new URL(path, file);
    if (/^\s*(import|export) type\b/.test(statement) || seen.has(next.href)) continue;
    if (next.pathname.endsWith(".ts")) await reachOf(next, seen);
    else seen.set(next.href, "");
  }
  return seen;
}

const files: { readonly name: string; readonly url: URL }[] = [];
for await (const family of Deno.readDir(root)) {
  if (!family.isDirectory) continue;
  for await (const { name } of Deno.readDir(new URL(`${family.name}/`, root))) {
    if (name.endsWith("_test.ts")) continue;
    files.push({ name: `${family.name}/${name}`, url: new URL(`${family.name}/${name}`, root) });
  }
}

/** Rooms and files that hold a road, by what their paths hold. */
const roads = {
  kernel: (path: string) => path.includes("/src/reference/"),
  graph: (path: string) => path.includes("/src/onnx/"),
  formula: (path: string) =>
    path.includes("/src/oracle/") || path.includes("/spec/builtin") ||
    /\/spec\/\w+\.json$/.test(path),
};

Deno.test("kernels, graphs and formulas never import one another", async () => {
  const found = { kernel: 0, graph: 0 };
  for (const { name, url } of files) {
    const reach = [...(await reachOf(url)).keys()];
    const taken = Object.entries(roads).filter(([, is]) => reach.some(is)).map(([road]) => road);
    assert(taken.length <= 1, `${name} reaches ${taken.join(" and ")}`);
    if (taken[0] === "kernel") found.kernel++;
    if (taken[0] === "graph") found.graph++;
    const isGraph = name.endsWith("_graph.ts");
    assertEquals(taken[0] === "graph", isGraph, `${name} is named for what it is`);
  }
  assert(found.kernel > 0 && found.graph > 0);
});

Deno.test("no file of a loss but its list names another road's file", async () => {
  const kinds = ["_graph.ts", "_ideas.ts", "_witnesses.ts"];
  for (const { name, url } of files) {
    const own = kinds.find((kind) => name.endsWith(kind)) ?? "kernel";
    for (const other of (await reachOf(url)).keys()) {
      if (!other.startsWith(root.href)) continue;
      const kind = kinds.find((end) => other.endsWith(end));
      if (kind !== undefined) assertEquals(kind, own, `${name} imports ${other}`);
    }
  }
});

Deno.test("the catalogue has each loss once", () => {
  assertEquals(new Set(catalogue.map(({ id }) => id)).size, catalogue.length);
});
