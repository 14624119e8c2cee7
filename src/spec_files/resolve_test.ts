import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseSpec, resolveSpecs } from "./load.ts";
import { SpecError } from "./problem.ts";
import { squaredError } from "./_sample.ts";

type Data = Record<string, unknown>;

function load(...files: Data[]) {
  return resolveSpecs(files.map((data) => {
    const file = `${data.id}.json`;
    return { file, spec: parseSpec(JSON.stringify(data), file) };
  }));
}

const plain = {
  id: "plain",
  extends: "squared_error",
  without: ["weight", "scale"],
  notes: ["unweighted"],
};
const doubled = { id: "doubled", extends: "plain", wrap: "2 * base" };
const shifted = { id: "shifted", extends: "doubled", wrap: "base + base" };

Deno.test("resolveSpecs() gives the same losses whatever the order of the files", () => {
  const files = [squaredError, plain, doubled, shifted];
  const expected = load(...files);
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: 4 }), (shuffled) => {
      const specs = load(...shuffled);
      assertEquals([...specs.keys()], shuffled.map(({ id }) => id));
      for (const [id, spec] of specs) assertEquals(spec, expected.get(id));
    }),
    { seed: 1, numRuns: 24 },
  );
});

Deno.test("resolveSpecs() pins what an extension leaves out, and drops what speaks of it", () => {
  const spec = load(squaredError, plain).get("plain")!;
  assertEquals(Object.keys(spec.inputs), ["pred", "target"]);
  assertEquals(Object.keys(spec.params), ["avg_factor"]);
  assertEquals(spec.pinned, { weight: 1, scale: 0.5 });
  assertEquals(spec.boundaries.map(({ name }) => name), ["equal"]);
  assertEquals(spec.rejects, [{ kind: "empty", level: "should" }]);
  assertEquals(spec.notes, ["unweighted"]);
  assertEquals(spec.invariants, []);
  assertEquals(spec.title, "Squared error");
});

Deno.test("resolveSpecs() wraps a wrapped base once more", () => {
  const specs = load(squaredError, plain, doubled, shifted);
  assertEquals(specs.get("plain")!.formula.wrap, undefined);
  assertEquals(specs.get("doubled")!.formula.wrap, "2 * base");
  assertEquals(specs.get("shifted")!.formula.wrap, "(2 * base) + (2 * base)");
});

Deno.test("resolveSpecs() lets an extension replace the reduction, an input and a reject", () => {
  const reduction = { modes: ["sum"], denominators: { sum: { of: "elements" } } };
  const spec = load(squaredError, {
    id: "own",
    extends: "squared_error",
    title: "Own",
    inputs: { weight: { shape: ["*"], role: "weight" } },
    reduction,
    rejects: [{ kind: "empty" }],
  }).get("own")!;
  assertEquals(spec.title, "Own");
  assertEquals(Object.keys(spec.inputs), ["pred", "target", "weight"]);
  assertEquals(spec.inputs.weight.optional, false);
  assertEquals(
    spec.reduction,
    { ...spec.reduction, ...reduction, dialects: {} } as typeof spec.reduction,
  );
  assertEquals(spec.rejects.map(({ kind, level }) => [kind, level]), [
    ["param_out_of_range", "must"],
    ["empty", "must"],
  ]);
});

const bad: readonly [without: string, problem: string][] = [
  ["sclae", 'without[0] names "sclae", which squared_error has not: did you mean "scale"?'],
  ["pred", 'without[0] names "pred", an input that squared_error requires'],
];

for (const [without, problem] of bad) {
  Deno.test(`resolveSpecs() refuses an extension without ${without}`, () => {
    const child = { id: "child", extends: "squared_error", without: [without] };
    assertThrows(() => load(squaredError, child), SpecError, `child.json: ${problem}`);
  });
}

Deno.test("resolveSpecs() refuses to leave out a name that the file declares itself", () => {
  const params = { scale: { default: 2 } };
  const child = { id: "child", extends: "squared_error", without: ["scale"], params };
  assertThrows(
    () => load(squaredError, child),
    SpecError,
    'child.json: without[0] names "scale", which this file declares itself',
  );
});

Deno.test("resolveSpecs() refuses to keep a denominator given by a parameter left out", () => {
  const child = { id: "child", extends: "squared_error", without: ["avg_factor"] };
  assertThrows(
    () => load(squaredError, child),
    SpecError,
    'child.json: reduction.denominators.mean.given_by names an unknown parameter "avg_factor"',
  );
});
