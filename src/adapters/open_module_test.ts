import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import type { Spec } from "../spec/mod.ts";
import { specSchema } from "../spec_files/internal.ts";
import { tensor } from "../tensor/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import { openModule } from "./open_module.ts";

const distance: Spec = specSchema.parse({
  id: "distance",
  title: "Distance",
  family: "regression",
  summary: "|pred - target|",
  inputs: {
    pred: { shape: ["*"], grad: true },
    target: { shape: ["*"] },
    weight: { role: "weight", shape: ["*"], optional: true },
  },
  output: ["*"],
  params: { epsilon: { default: 0, dialect: true }, beta: { default: 1 } },
  reduction: { modes: ["none", "mean"], dialects: { by_weight: {} } },
  formula: { forms: { textbook: "abs(pred - target)" } },
});
const specs = new Map([["distance", distance]]);

function moduleUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

function declaring(declaration: string): string {
  return moduleUrl(
    `export default { name: "mine", dtypes: ["f32"], losses: { distance: { ${declaration} } } }`,
  );
}

const compute = "compute: () => ({ value: 0 })";

Deno.test("openModule() opens a module by its URL", async () => {
  const adapter = await openModule(
    declaring(
      `${compute}, gradients: ["pred"], optional: ["weight"], params: ["beta"],
       dialect: { reduction: "by_weight", params: { epsilon: 1e-7 } }`,
    ),
    specs,
  );
  assertEquals(adapter.about.name, "mine");
  assertEquals(adapter.about.losses.distance.gradients, ["pred"]);
  await adapter.close();
});

Deno.test("openModule() says in one line why a module cannot be run", async (t) => {
  const broken: [string, string, string][] = [
    ["no module", moduleUrl("export default {"), "importing it failed: SyntaxError"],
    ["throws", moduleUrl("throw new Error('no GPU')"), "importing it failed: Error: no GPU"],
    ["no default", moduleUrl("export const a = 1"), "it has no default export"],
    [
      "no object",
      moduleUrl("export default 3"),
      "its default export is no implementation: it must be an object, got 3 (export default ",
    ],
    [
      "no losses",
      moduleUrl("export default { name: 'a', dtypes: ['f32'] }"),
      "losses is missing",
    ],
    [
      "no formats",
      moduleUrl("export default { name: 'a', dtypes: [], losses: {} }"),
      "dtypes must not be empty; losses must have a loss",
    ],
    ["no compute", declaring(""), "losses.distance.compute must be a function"],
    [
      "no such key",
      declaring(`${compute}, gradient: []`),
      'losses.distance has an unknown key "gradient": did you mean "gradients"?',
    ],
    ["colours of Deno's", moduleUrl("export default {{"), "SyntaxError: Unexpected token"],
    [
      "an error that is hostile",
      moduleUrl("throw new Error('\\n::error::\\u202e')"),
      "importing it failed: Error: \\x3a:error::\\u202e",
    ],
    [
      "a getter that throws",
      moduleUrl("export default { get name() { throw new Error('not yet'); } }"),
      "reading it threw Error: not yet",
    ],
    ["no file", "./no_such_module.ts", "there is no file /"],
    ["a folder", "./src", "is a folder: name the module in it"],
    [
      "no such loss",
      moduleUrl(
        `export default { name: "a", dtypes: ["f32"], losses: { distanze: { ${compute} } } }`,
      ),
      'no spec defines the loss "distanze": did you mean "distance"?',
    ],
    [
      "no such format",
      moduleUrl(`export default { name: "a", dtypes: ["float32"], losses: {} }`),
      'dtypes[0] must be one of f64, f32, f16, bf16; got "float32"',
    ],
    [
      "no such gradient",
      declaring(`${compute}, gradients: ["target"]`),
      '"distance" has no gradient by "target" (known: pred)',
    ],
    [
      "no such optional input",
      declaring(`${compute}, optional: ["target"]`),
      '"distance" has no optional input "target"',
    ],
    [
      "no such reduction",
      declaring(`${compute}, reductions: ["sum"]`),
      '"distance" has no reduction "sum" (known: none, mean)',
    ],
    [
      "no such parameter",
      declaring(`${compute}, params: ["betta"]`),
      '"distance" has no parameter "betta": did you mean "beta"?',
    ],
    [
      "no such reduction dialect",
      declaring(`${compute}, dialect: { reduction: "by_weights" }`),
      '"distance" has no reduction dialect "by_weights": did you mean "by_weight"?',
    ],
    [
      "a parameter that is no dialect",
      declaring(`${compute}, dialect: { params: { beta: 2 } }`),
      '"distance" has no dialect parameter "beta" (known: epsilon)',
    ],
    [
      "a loss's format that the implementation has not",
      declaring(`${compute}, dtypes: ["bf16"]`),
      '"distance" is declared in bf16, which the dtypes of "mine" lack',
    ],
    [
      "a domain of nothing",
      declaring(`${compute}, domain: { betta: { minimum: 1 } }`),
      '"distance" has no input, parameter or axis "betta": did you mean "beta"?',
    ],
    [
      "a domain that leaves nothing of the spec's",
      declaring(`${compute}, domain: { "*": { maximum: 0 } }`),
      '"*" in the domain of "distance" has no value there that the spec takes, up to 65536',
    ],
    [
      "a domain of broken lengths",
      declaring(`${compute}, domain: { "*": { values: [2, 2.5] } }`),
      '"*" in the domain of "distance" has whole numbers only, not 2.5',
    ],
    [
      "an absent value of a parameter that is never absent",
      declaring(`${compute}, domain: { beta: { values: [null] } }`),
      '"distance" has no parameter that may be absent "beta"',
    ],
  ];
  for (const [name, module, message] of broken) {
    await t.step(name, async () => {
      const error = await assertRejects(() => openModule(module, specs));
      assertInstanceOf(error, CannotRun);
      assertStringIncludes(error.message, message);
      assertStringIncludes(error.message, "Cannot run ");
    });
  }
});

Deno.test("openModule() shows what is hidden in what a module says", async () => {
  const source = `export default { name: "a\\nb\\u202e", version: "##[error]", dtypes: ["f32"],
    losses: { distance: { compute: () => ({ rejected: "\\x1b[2J\\n::error::" }) } } }`;
  const { about, run } = await openModule(moduleUrl(source), specs);
  assertEquals([about.name, about.version], ["a\\nb\\u202e", "\\x23#[error]"]);
  const values = tensor("f32", [1], [0]);
  const call = {
    loss: "distance",
    dtype: "f32",
    inputs: { pred: values, target: values },
    params: {},
    reduction: "none",
    gradients: false,
  } as const;
  assertEquals(await run([call]), [{ rejected: "\\x1b[2J\n\\x3a:error::" }]);
});

Deno.test("openModule() does not wait for ever for a module", async () => {
  const never = moduleUrl("await new Promise((done) => setTimeout(done, 200)); export default 1");
  const error = await assertRejects(
    () => openModule(never, specs, { importPatience: 5 }),
    CannotRun,
  );
  assertStringIncludes(
    error.message,
    "importing it took more than 0.005 s: does it await something",
  );
  // The module goes on by itself; the test must not end before it.
  await import(never);
});
