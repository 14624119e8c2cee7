import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { builtinSpecs } from "../../spec/mod.ts";
import { squaredError } from "../../spec_files/_sample.ts";
import { runCommand } from "../run_command.ts";

Deno.test("spec list prints one line for each loss, how many there are, and JSON on request", async () => {
  const text = await runCommand(["spec", "list"]);
  assertEquals([text.code, text.err], [0, ""]);
  const json = await runCommand(["spec", "list", "--json"]);
  const ids = JSON.parse(json.out).map(({ id }: { readonly id: string }) => id);
  const [losses, counts] = text.out.split("\n\n");
  assertEquals(losses.split("\n").map((line) => line.split(" ")[0]), ids);
  assertMatch(counts, /^regression +\d+\nbox +\d+\n/);
  assertMatch(counts, new RegExp(`\nall +${ids.length}\n$`));
});

Deno.test("spec show prints inputs, forms and what the loss obeys", async () => {
  const { code, out } = await runCommand(["spec", "show", "smooth_l1_loss"]);
  assertEquals(code, 0);
  for (const part of ["Inputs\n", "Forms", "Obeys\n", "beta", "textbook"]) {
    assertStringIncludes(out, part);
  }
  assertMatch(out, /must +param out of range +param: beta \(PyTorch takes beta = 0 as L1;/);
});

Deno.test("spec show prints what an implementation may declare, and all forms", async () => {
  const { out } = await runCommand(["spec", "show", "cross_entropy"]);
  assertMatch(out, /mean_over_valid_rows +mean +the sum of the terms \/ valid rows\n/);
  assertMatch(out, /\nRows that do not count\n +label == ignore_index\n/);
  assertMatch(out, /\nFurther forms of the gradient by pred\n +softmax_minus_onehot /);
  assertMatch(out, /none +the terms, \[N, \.\.\.\]\n/);
});

Deno.test("spec show and spec list keep within a terminal's width", async () => {
  for (const args of [["spec", "list"], ["spec", "show", "sigmoid_focal_loss"]]) {
    const { out } = await runCommand(args, {}, { columns: 80 });
    for (const line of out.split("\n")) assert(line.length <= 80, line);
  }
});

Deno.test("spec show reads the user's files, too", async () => {
  const files = { "my.json": JSON.stringify(squaredError) };
  const args = ["spec", "show", "squared_error", "--spec", "my.json", "--json"];
  const { code, out } = await runCommand(args, files);
  assertEquals(code, 0);
  assertEquals(JSON.parse(out).params.scale.default, 0.5);
});

Deno.test("spec validate accepts the built-in specs, formulas included", async () => {
  const { code, err } = await runCommand(["spec", "validate"]);
  assertEquals([code, err], [0, `${builtinSpecs.size} built-in specs are valid\n`]);
});

Deno.test("spec validate accepts a file that extends a built-in loss", async () => {
  const child = { id: "double_l1", extends: "l1_loss", wrap: "2 * base" };
  const files = { "a.json": JSON.stringify(squaredError), "b.json": JSON.stringify(child) };
  const { code, err } = await runCommand(["spec", "validate", "a.json", "b.json"], files);
  assertEquals([code, err], [0, "2 specs are valid: squared_error, double_l1\n"]);
});

Deno.test("spec validate reports the problems of all files at once", async () => {
  const files = { "a.json": "{", "b.json": '{"id": "b", "extends": 1}' };
  const { code, err } = await runCommand(["spec", "validate", "a.json", "b.json"], files);
  assertEquals(code, 2);
  assertEquals(err.trimEnd().split("\n"), [
    'a.json:1:2: is no JSON: "}" is expected',
    "b.json: extends must be a string, got 1",
  ]);
});

const formulas: readonly [text: string, problem: string][] = [
  ["scale * sqare(d)", 'Unknown function "sqare"'],
  ["scale * e^2", 'Unknown name "e"'],
  ["scale * (d", "Cannot read the formula"],
  ["abs(d, d)", '"abs" takes 1 argument, got 2'],
];

for (const [textbook, problem] of formulas) {
  Deno.test(`spec validate refuses the formula ${textbook}`, async () => {
    const formula = { ...squaredError.formula, forms: { textbook } };
    const files = { "my.json": JSON.stringify({ ...squaredError, formula }) };
    const { code, err } = await runCommand(["spec", "validate", "my.json"], files);
    assertEquals(code, 2);
    assertStringIncludes(err, `my.json: formula.forms.textbook cannot be used: ${problem}`);
  });
}
