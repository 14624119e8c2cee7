import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { squaredError } from "../spec/sample.ts";
import { runCommand } from "./_run_command.ts";

/** Every command. */
const commands = [
  "check",
  "replay",
  "merge",
  "identify",
  "init",
  "evaluate",
  "spec",
  "spec list",
  "spec show",
  "spec validate",
];

for (const args of [[], ...commands.map((command) => command.split(" "))]) {
  Deno.test(`main() helps with: ${["lossproof", ...args].join(" ")}`, async () => {
    const { code, out, err } = await runCommand([...args, "--help"]);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, `Usage: ${["lossproof", ...args].join(" ")}`);
  });
}

Deno.test("main() shows examples with every command's help", async () => {
  for (const command of commands) {
    const { out } = await runCommand([...command.split(" "), "--help"]);
    assertMatch(out, new RegExp(`Examples?:\n  lossproof ${command} `, "s"));
    for (const line of out.split("\n")) assert(line.length <= 88, line);
  }
});

Deno.test("main() tells how it was called, where that is not by its name", async () => {
  const plain = await runCommand(["--help"]);
  assertEquals(plain.out.includes("Here, lossproof is"), false);
  const { out } = await runCommand(["--help"], {}, { calledAs: "deno task lossproof" });
  assertStringIncludes(out, "Here, lossproof is: deno task lossproof");
});

Deno.test("main() prints the version", async () => {
  const { code, out } = await runCommand(["--version"]);
  assertEquals(code, 0);
  assertMatch(out, /^\d+\.\d+\.\d+\n$/);
});

const wrong: readonly [args: readonly string[], message: string][] = [
  [["chekc"], "error: unknown command 'chekc'"],
  [["check"], "Nothing to check: give a name"],
  [["check", "reference", "--dtpye", "f32"], "(Did you mean --dtype?)"],
  [["check", "reference", "--dtype", "f8"], "Allowed choices are f64, f32, f16, bf16"],
  [["check", "reference", "--runs", "0"], "It must be a whole number >= 1."],
  [["check", "reference", "--seed", "1.5"], "It must be a whole number."],
  [["check", "reference", "--runs", "-1e2"], "It must be a whole number >= 1."],
  [["check", "--loss", "l1_loss", "./mine.ts"], "what stands after --loss"],
  [["spec", "show"], "(lossproof spec show --help shows what there is)"],
  [
    ["check", "reference", "--format", "xml"],
    "Allowed choices are terminal, json, junit, github, ",
  ],
  [["check", "reference", "--loss", "l1_los"], 'Unknown loss "l1_los": did you mean "l1_loss"?'],
  [["replay", "x.json"], "Nothing to check: give a name"],
  [["replay", "x.json", "-i", "reference"], 'Cannot read "x.json": there is no such file'],
  [["spec", "show", "smooth"], 'Unknown loss "smooth": did you mean "smooth_l1_loss"?'],
  [["spec", "list", "--spec", "no.json"], 'Cannot read "no.json": there is no such file'],
];

for (const [args, message] of wrong) {
  Deno.test(`main() exits with 2: lossproof ${args.join(" ")}`, async () => {
    const { code, out, err } = await runCommand(args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}

Deno.test("main() suggests the command that was meant", async () => {
  const { err } = await runCommand(["chekc"]);
  assertStringIncludes(err, "(Did you mean check?)");
});

Deno.test("spec list prints one line for each loss, and JSON on request", async () => {
  const text = await runCommand(["spec", "list"]);
  assertEquals([text.code, text.err], [0, ""]);
  const json = await runCommand(["spec", "list", "--json"]);
  const ids = JSON.parse(json.out).map(({ id }: { readonly id: string }) => id);
  assertEquals(text.out.trimEnd().split("\n").map((line) => line.split(" ")[0]), ids);
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
  assertEquals([code, err], [0, "11 built-in specs are valid\n"]);
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

function failing(error: Error) {
  return { readText: () => Promise.reject(error) };
}

Deno.test("main() calls an unexpected error a bug, with its stack only on request", async () => {
  const args = ["spec", "validate", "x.json"];
  const error = new ReferenceError("x is not defined");
  const quiet = await runCommand(args, {}, failing(error));
  assertEquals(quiet.code, 70);
  assertEquals(
    quiet.err,
    "This is a bug in lossproof: x is not defined\nSet LOSSPROOF_DEBUG=1 to see where\n",
  );
  const loud = await runCommand(args, {}, { ...failing(error), debug: true });
  assertStringIncludes(loud.err, "main_test.ts");
});

Deno.test("main() ends quietly when nobody reads its output", async () => {
  const broken = new Error("Broken pipe");
  broken.name = "BrokenPipe";
  const out = () => {
    throw broken;
  };
  const { code, err } = await runCommand(["spec", "list"], {}, { out });
  assertEquals([code, err], [141, ""]);
});
