/**
 * `spec validate` of files that have the id of a built-in loss: they are validated in its place.
 */
import { assertEquals } from "@std/assert";
import { squaredError } from "../../spec_files/_sample.ts";
import { runCommand } from "../run_command.ts";

const folder = new URL(import.meta.resolve("lossproof/spec/"));
const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
  .filter((name) => name.endsWith(".json")).toSorted();
const files = Object.fromEntries(
  names.map((name) => [`spec/${name}`, Deno.readTextFileSync(new URL(name, folder))]),
);

async function validate(paths: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { code, err } = await runCommand(["spec", "validate", ...paths], { ...files, ...more });
  return { code, lines: err.trimEnd().split("\n") };
}

/** A built-in loss's file in which a text is another wherever it stands. */
function edited(id: string, text: string, now: string): string {
  const before = files[`spec/${id}.json`];
  const after = before.replaceAll(text, now);
  if (after === before) throw new Error(`spec/${id}.json has no ${text}`);
  return after;
}

Deno.test("spec validate accepts a built-in loss's own file", async () => {
  assertEquals(await validate(["spec/l1_loss.json"]), {
    code: 0,
    lines: ["1 spec is valid in place of the built-in one: l1_loss"],
  });
});

Deno.test("spec validate accepts a built-in extension's file without its base's", async () => {
  const { code, lines } = await validate(["spec/weighted_smooth_l1_loss.json"]);
  assertEquals([code, lines], [0, [
    "1 spec is valid in place of the built-in one: weighted_smooth_l1_loss",
  ]]);
});

Deno.test("spec validate accepts all files of spec/, and leaves JSON Schemas out", async () => {
  const schemas = names.filter((name) => name.endsWith("schema.json"));
  const ids = names.filter((name) => !schemas.includes(name)).map((name) => name.slice(0, -5));
  const paths = (list: readonly string[]) => list.map((name) => `spec/${name}`);
  assertEquals(await validate(paths(names)), {
    code: 0,
    lines: [
      `${schemas.length} JSON Schemas are left out: ${paths(schemas).join(", ")}`,
      `${ids.length} specs are valid in place of the built-in ones: ${ids.join(", ")}`,
    ],
  });
});

Deno.test("spec validate refuses a JSON Schema alone", async () => {
  assertEquals(await validate(["spec/schema.json"]), {
    code: 2,
    lines: ["spec/schema.json: is a JSON Schema, not a spec"],
  });
});

Deno.test("spec validate tells own losses from those in place of built-in ones", async () => {
  const more = { "my.json": JSON.stringify(squaredError) };
  assertEquals(await validate(["spec/l1_loss.json", "my.json"], more), {
    code: 0,
    lines: [
      "1 spec is valid: squared_error",
      "1 spec is valid in place of the built-in one: l1_loss",
    ],
  });
});

const broken: readonly [id: string, text: string, now: string, problem: string][] = [
  [
    "l1_loss",
    "abs(pred - target)",
    "abs(pred - taget)",
    'formula.forms.textbook cannot be used: Unknown name "taget": did you mean "target"?, at column 12 of the formula',
  ],
  [
    "weighted_smooth_l1_loss",
    '"of": "pred", "by": "weight"',
    '"of": "pred", "by": "weight / avg_factor"',
    'invariants[13].by cannot be used: "avg_factor" may be absent: guard it with where(given(avg_factor), …, …), at column 10 of the formula',
  ],
  [
    "l1_loss",
    '"family": "regression"',
    '"family": "regresion"',
    'family must not be "regresion": did you mean "regression"?',
  ],
  [
    "weighted_smooth_l1_loss",
    '"extends": "smooth_l1_loss"',
    '"extends": "smooth_l1"',
    'extends names an unknown loss "smooth_l1": did you mean "smooth_l1_loss"?',
  ],
  [
    "weighted_smooth_l1_loss",
    '"extends": "smooth_l1_loss"',
    '"extends": "weighted_smooth_l1_loss"',
    "extends leads back to itself: weighted_smooth_l1_loss -> weighted_smooth_l1_loss",
  ],
];

for (const [id, text, now, problem] of broken) {
  Deno.test(`spec validate says what is wrong with ${now} in a copy of ${id}`, async () => {
    const { code, lines } = await validate(["copy.json"], { "copy.json": edited(id, text, now) });
    assertEquals([code, lines[0]], [2, `copy.json: ${problem}`]);
  });
}

Deno.test("spec validate merges an extension into the file of its base, not the built-in one", async () => {
  const more = { "base.json": edited("smooth_l1_loss", "beta", "width") };
  const { code, lines } = await validate(["spec/weighted_smooth_l1_loss.json", "base.json"], more);
  assertEquals([code, lines[0]], [
    2,
    'spec/weighted_smooth_l1_loss.json: invariants[9].param names an unknown parameter "beta" (known: width, avg_factor)',
  ]);
});

Deno.test("spec validate refuses two files with the id of one built-in loss", async () => {
  const more = { "copy.json": files["spec/l1_loss.json"] };
  assertEquals(await validate(["spec/l1_loss.json", "copy.json"], more), {
    code: 2,
    lines: ['copy.json: id must be unique: "l1_loss" is also in spec/l1_loss.json'],
  });
});

Deno.test("check --spec refuses the id of a built-in loss, and a JSON Schema", async () => {
  const check = (file: string) => runCommand(["check", "reference", "--spec", file], files);
  const { code, err } = await check("spec/l1_loss.json");
  assertEquals([code, err], [
    2,
    'spec/l1_loss.json: id must be unique: "l1_loss" is also a built-in loss\n',
  ]);
  assertEquals(
    (await check("spec/schema.json")).err,
    "spec/schema.json: is a JSON Schema, not a spec\n",
  );
});
