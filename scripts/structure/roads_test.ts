/**
 * What keeps the roads independent although they live in one folder: a kernel, its graph and its formula
 * never import one another.
 */
import { assert, assertEquals } from "@std/assert";
import { importsOf, readSources } from "./imports.ts";

const sources = await readSources(new URL("../../", import.meta.url), ["src"]);
const all = importsOf(sources);
const imports = Map.groupBy(all.filter(({ isOfTypes }) => !isOfTypes), ({ from }) => from);
/** What files speak of, types too: by these a file is named. */
const mentions = Map.groupBy(all, ({ from }) => from);

/** A file and everything that it imports, however far away. */
function reachOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { to } of imports.get(file) ?? []) reachOf(to, seen);
  return seen;
}

/** The files of the losses, in their families. */
const files = [...sources.keys()].filter((file) =>
  /^src\/losses\/\w+\//.test(file) && !file.endsWith("_test.ts")
);

/** What holds a road, by its path. */
const roads = {
  kernel: (path: string) => path.startsWith("src/reference/"),
  graph: (path: string) => path.startsWith("src/onnx/"),
  formula: (path: string) => path.startsWith("src/oracle/") || path.startsWith("src/spec/builtin"),
};

Deno.test("kernels, graphs and formulas never import one another", () => {
  const found = { kernel: 0, graph: 0 };
  for (const file of files) {
    const reach = [...reachOf(file)];
    const taken = Object.entries(roads).filter(([, is]) => reach.some(is)).map(([road]) => road);
    assert(taken.length <= 1, `${file} reaches ${taken.join(" and ")}`);
    if (taken[0] === "kernel") found.kernel++;
    if (taken[0] === "graph") found.graph++;
    const isGraph = taken[0] === "graph" || mentions.get(file)?.some(({ to }) => roads.graph(to));
    assertEquals(file.endsWith("_graph.ts"), Boolean(isGraph), `${file} is named for what it is`);
  }
  assert(found.kernel > 0 && found.graph > 0);
});

Deno.test("no file of a loss but the list names another road's file", () => {
  const kinds = ["_graph.ts", "_ideas.ts", "_witnesses.ts"];
  for (const file of files) {
    const own = kinds.find((kind) => file.endsWith(kind)) ?? "kernel";
    for (const other of reachOf(file)) {
      const kind = other.startsWith("src/losses/") && kinds.find((end) => other.endsWith(end));
      if (kind) assertEquals(kind, own, `${file} imports ${other}`);
    }
  }
});

Deno.test("the formula's road is where it is looked for", () => {
  assert([...reachOf("src/judge/mod.ts")].some(roads.formula));
});

Deno.test("the plain reading of a formula reaches no road", () => {
  const plain = [...sources.keys()].filter((file) =>
    file.startsWith("src/plain/") && !file.endsWith("_test.ts")
  );
  const reach = plain.flatMap((file) => [...reachOf(file)]);
  assert(plain.length > 0);
  assertEquals(reach.filter((path) => Object.values(roads).some((is) => is(path))), []);
});
