import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCommand } from "./run_command.ts";

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
  [["spec", "show", "smooth_l1"], 'Unknown loss "smooth_l1": did you mean "smooth_l1_loss"?'],
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

Deno.test("a command that runs no program refuses one", async () => {
  for (const command of ["evaluate l1_loss x.json", "spec list"]) {
    const { code, out, err } = await runCommand([...command.split(" "), "--", "python3", "a.py"]);
    assertEquals([code, out], [2, ""]);
    const name = command.startsWith("spec") ? "spec list" : "evaluate";
    assertStringIncludes(err, `"${name}" runs no program: leave out -- and what follows`);
  }
});

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
