import { assertEquals, assertThrows, fail } from "@std/assert";
import type { FormulaReader } from "./complain.ts";
import { parseSpec, resolveSpecs } from "./load.ts";
import { SpecError } from "./problem.ts";
import { squaredError } from "./_sample.ts";

type Data = Record<string, unknown>;

/** The sample with one place changed: `set("inputs.pred.shape", 3)`; `undefined` removes. */
function set(path: string, value: unknown): Data {
  const data: Data = structuredClone(squaredError);
  const keys = path.split(".");
  const last = keys.pop()!;
  const parent = keys.reduce((record, key) => record[key] as Data, data);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return data;
}

function load(...files: Data[]) {
  return resolveSpecs(files.map((data, i) => {
    const file = i === 0 ? "my.json" : `my${i + 1}.json`;
    return { file, spec: parseSpec(JSON.stringify(data), file) };
  }));
}

function problemsOf(...files: Data[]): string[] {
  return assertThrows(() => load(...files), SpecError).message.split("\n");
}

Deno.test("resolveSpecs() accepts the sample and fills the defaults in", () => {
  const spec = load(squaredError).get("squared_error")!;
  assertEquals(spec.inputs.pred.kind, "float");
  assertEquals(spec.pinned, {});
  assertEquals(spec.invariants, [{ kind: "nonnegative", level: "must" }]);
});

const bad: readonly [data: Data, problem: string][] = [
  [
    set("inputs.pred", { shape: ["*"], shpae: ["*"] }),
    'my.json: inputs.pred has an unknown key "shpae": did you mean "shape"?',
  ],
  [set("tilte", "x"), 'my.json: the file has an unknown key "tilte": did you mean "title"?'],
  [set("title", undefined), "my.json: title is missing"],
  [set("title", ""), "my.json: title must not be empty"],
  [set("id", "a".repeat(201)), "my.json: id has 201 characters, and 200 are the limit"],
  [set("params.scale.default", "1"), 'my.json: params.scale.default must be a number, got "1"'],
  [set("id", "Squared"), 'my.json: id must be lower_snake_case, got "Squared"'],
  [
    set("family", "regresion"),
    'my.json: family must not be "regresion": did you mean "regression"?',
  ],
  [
    set("inputs.pred.shape", ["**"]),
    'my.json: inputs.pred.shape[0] must be an axis name ("N", "C"), "*" (any axes), or "..." ' +
    '(further axes), got "**"',
  ],
  [
    set("invariants", [{ kind: "pure" }, { kind: "nonegative" }]),
    'my.json: invariants[1].kind must not be "nonegative": did you mean "nonnegative"?',
  ],
  [
    set("invariants", [{ kind: "convex_in", inptu: "pred" }]),
    "my.json: invariants[0].input is missing\n" +
    'my.json: invariants[0] has an unknown key "inptu": did you mean "input"?',
  ],
  [
    set("formula.forms.textbook", { value: "1", gradeint: {} }),
    'my.json: formula.forms.textbook has an unknown key "gradeint": did you mean "gradient"?',
  ],
  [
    set("formula.forms.textbook", 5),
    "my.json: formula.forms.textbook must be a string or an object, got 5",
  ],
  [set("formula.forms", {}), "my.json: formula.forms needs at least one form"],
  [
    { id: "b", extends: "squared_error", wrapp: "weight * base" },
    'my.json: the file has an unknown key "wrapp": did you mean "wrap"?',
  ],
  [
    { id: "b", extends: "squared_eror" },
    'my.json: extends names an unknown loss "squared_eror" (known: b)',
  ],
  [
    set("invariants", [{ kind: "convex_in", input: "prde" }]),
    'my.json: invariants[0].input names an unknown input "prde": did you mean "pred"?',
  ],
  [
    set("invariants", [{ kind: "gradient_bounded", of: "target", by: "1" }]),
    'my.json: invariants[0].of names an unknown differentiated input "target" (known: pred)',
  ],
  [
    set("invariants", [{ kind: "reduces_to", loss: "squared_eror" }]),
    'my.json: invariants[0].loss names an unknown loss "squared_eror": did you mean ' +
    '"squared_error"?',
  ],
  [
    set("invariants", [{ kind: "bounded_by", loss: "squared_error", params: { sclae: "1" } }]),
    'my.json: invariants[0].params names an unknown parameter of squared_error "sclae": did you ' +
    'mean "scale"?',
  ],
  [
    set("invariants", [{ kind: "homogeneous", scale: { pred: 1, sclae: 2 }, degree: 0 }]),
    'my.json: invariants[0].scale names an unknown input or parameter "sclae": did you mean ' +
    '"scale"?',
  ],
  [
    set("invariants", [{ kind: "homogeneous", scale: ["pred"], degree: 2, when: { scael: 1 } }]),
    'my.json: invariants[0].when names an unknown parameter "scael": did you mean "scale"?',
  ],
  [
    set("invariants", [{ kind: "homogeneous", scale: {}, degree: 1 }]),
    "my.json: invariants[0].scale must name something that is scaled",
  ],
  [
    set("invariants", [{ kind: "components", of: ["pred"], map: { x1: "-x2 + 1" } }]),
    'my.json: invariants[0].map.x1 must be an entry\'s name, or "-" and its name, got "-x2 + 1"',
  ],
  [
    set("invariants", [{ kind: "components", of: ["pred"], map: { x1: "-x2", x2: "-x1" } }]),
    'my.json: invariants[0].map names an unknown entry of pred "x1"',
  ],
  [
    set("invariants", [{ kind: "zero_gradient_when", of: "target", condition: "pred == 0" }]),
    'my.json: invariants[0].of names an unknown differentiated input "target" (known: pred)',
  ],
  [
    set("invariants", [{ kind: "continuous_at", input: "pred", at: "0", when: { scael: 1 } }]),
    'my.json: invariants[0].when names an unknown parameter "scael": did you mean "scale"?',
  ],
  [
    set("rejects", [{ kind: "param_out_of_range", param: "sclae" }]),
    'my.json: rejects[0] names an unknown parameter "sclae": did you mean "scale"?',
  ],
  [
    set("boundaries", [{ name: "x", input: "prde", at: "0" }]),
    'my.json: boundaries[0].input names an unknown input "prde": did you mean "pred"?',
  ],
  [
    set("reduction.denominators", {}),
    'my.json: reduction.denominators must say what "mean" divides by',
  ],
  [
    set("reduction.denominators.mean.given_by", "avg_facto"),
    'my.json: reduction.denominators.mean.given_by names an unknown parameter "avg_facto": did ' +
    'you mean "avg_factor"?',
  ],
  [
    set("reduction.denominators.mean.given_by", "scale"),
    'my.json: reduction.denominators.mean.given_by names "scale", which is always given: it is ' +
    "not nullable",
  ],
  [
    set("reduction.denominators.mean.of", "sum_of_label_weights"),
    'my.json: reduction.denominators.mean.of is "sum_of_label_weights", but no input has the role ' +
    '"class_weight"',
  ],
  [
    set("reduction.modes", ["sum"]),
    "my.json: reduction.denominators.mean is of a mode that reduction.modes has not",
  ],
  [
    set("inputs.weight.absent", undefined),
    'my.json: inputs.weight is optional: say what its absence stands for ("absent": 1), or use ' +
    "where(given(weight), …, …)",
  ],
  [set("params.scale.default", 0), "my.json: params.scale.default must be > 0, got 0"],
  [
    set("params.scale.default", null),
    'my.json: params.scale.default is null: that needs "nullable": true',
  ],
  [
    set("formula.let.pred", "1"),
    "my.json: formula.let.pred has a name that is taken by inputs.pred",
  ],
  [set("output", ["N"]), 'my.json: output[0] is "N", an axis of no input'],
];

for (const [data, problem] of bad) {
  Deno.test(`resolveSpecs() names the fault: ${problem.replace("my.json: ", "")}`, () => {
    assertEquals(problemsOf(data), problem.split("\n"));
  });
}

Deno.test("parseSpec() says line and column of malformed JSON", () => {
  assertThrows(() => parseSpec('{\n"id": }', "my.json"), SpecError, "my.json:2:7: is no JSON");
});

Deno.test("resolveSpecs() refuses an id that is there twice", () => {
  assertEquals(problemsOf(squaredError, squaredError), [
    'my2.json: id must be unique: "squared_error" is also in my.json',
  ]);
});

Deno.test("resolveSpecs() refuses a file with the id of a loss that is known", () => {
  const known = load(squaredError);
  const spec = parseSpec(JSON.stringify(squaredError), "my.json");
  assertThrows(
    () => resolveSpecs([{ file: "my.json", spec }], { known }),
    SpecError,
    'my.json: id must be unique: "squared_error" is also a built-in loss',
  );
});

Deno.test("resolveSpecs() refuses extensions that lead back to themselves", () => {
  assertEquals(problemsOf({ id: "a", extends: "b" }, { id: "b", extends: "a" }), [
    "my2.json: extends leads back to itself: a -> b -> a",
  ]);
  assertEquals(problemsOf({ id: "a", extends: "a" }), [
    "my.json: extends leads back to itself: a -> a",
  ]);
});

Deno.test("resolveSpecs() reports the problems of all files at once", () => {
  const problems = problemsOf(
    set("invariants", [{ kind: "convex_in", input: "x" }]),
    { id: "b", extends: "nothing_like_it" },
  );
  assertEquals(problems.map((text) => text.split(" ", 2).join(" ")), [
    "my2.json: extends",
    "my.json: invariants[0].input",
  ]);
});

Deno.test("resolveSpecs() checks every formula with the names that are there for it", () => {
  const seen = new Map<string, string[]>();
  const spec = parseSpec(JSON.stringify(squaredError), "my.json");
  resolveSpecs([{ file: "my.json", spec }], {
    reader: {
      parse: (text, names) => seen.set(text, [...names].slice(5)),
      compile: ({ id }) => assertEquals(id, spec.id),
    },
  });
  assertEquals(Object.fromEntries(seen), {
    "pred - target": [],
    "weight * scale * d^2": ["d"],
    "target": [],
    "0": [],
  });
});

Deno.test("resolveSpecs() checks the formulas of relations, and of where they hold", () => {
  const invariants = [
    { kind: "range", from: "least", to: "most" },
    { kind: "value_when", condition: "somewhere", value: "this" },
    { kind: "zero_gradient_when", of: "pred", condition: "there" },
    { kind: "reduces_to", loss: "squared_error", where: "nested" },
  ];
  const seen = { given: [] as string[], absent: [] as string[] };
  const spec = parseSpec(JSON.stringify(set("invariants", invariants)), "my.json");
  resolveSpecs([{ file: "my.json", spec }], {
    reader: {
      parse: (text, _, __, absent) => seen[absent === undefined ? "given" : "absent"].push(text),
      compile: () => {},
    },
  });
  const expected = ["least", "most", "this", "somewhere", "there", "nested"];
  for (const texts of Object.values(seen)) {
    assertEquals(texts.filter((text) => expected.includes(text)), expected);
  }
});

Deno.test("resolveSpecs() reports what is wrong with a formula, and where", () => {
  const spec = parseSpec(JSON.stringify(squaredError), "my.json");
  const reader: FormulaReader = {
    parse(text) {
      if (text.includes("^")) throw new Error("no powers");
    },
    compile: () => fail("It is not put together when a formula is wrong"),
  };
  assertThrows(
    () => resolveSpecs([{ file: "my.json", spec }], { reader }),
    SpecError,
    "my.json: formula.forms.textbook cannot be used: no powers",
  );
});
