/**
 * Programs, checked from the command line. Needs to start them: `deno task test:process`.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openProcess } from "../../adapters/internal.ts";
import { createOracle } from "../../oracle/mod.ts";
import { type Judged, makePlan, readCounterexample, run } from "../../runner/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { version } from "../../version.ts";
import { type Outcome, runCommand } from "../run_command.ts";

const may = (command: string) =>
  Deno.permissions.querySync({ name: "run", command }).state === "granted";
const ignore = !may("python3") || !may("kill");
const program = new URL("../../adapters/testdata/program.py", import.meta.url).pathname;
const few = ["--runs", "5", "--dtype", "f64"];

function test(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  Deno.test({ name, ignore, fn });
}

function check(how: string, options: readonly string[]): Promise<Outcome> {
  return runCommand(["check", ...options, "--", "python3", "-S", program, how]);
}

test("check runs the Python program that spec/PROTOCOL.md shows: it conforms", async () => {
  const text = await Deno.readTextFile(new URL(import.meta.resolve("lossproof/spec/PROTOCOL.md")));
  const source = /^```python\n(.*?)^```$/ms.exec(text)![1];
  const { code, out, err } = await runCommand(["check", ...few, "--", "python3", "-c", source]);
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "mine: ");
  assertStringIncludes(out, "conforms (seed 1)");
});

test("check finds a crash and a hang across the pipe, and replay does it again", async (t) => {
  const faults: readonly [how: string, options: string[], why: string][] = [
    ["wide:die", [], "died with exit code 7; its standard error ends: Traceback: index 13"],
    ["wide:hang", ["--timeout", "0.2"], "did not answer within 0.2 s"],
    ["wide:bytes", [], "value is no base64"],
  ];
  for (const [how, options, why] of faults) {
    await t.step(how, async () => {
      const chosen = ["--check", "l1_loss/agreement/sum", ...few, ...options, "--save", "kept"];
      const { code, out, files } = await check(how, chosen);
      assertEquals(code, 1);
      const path = "kept/l1_loss.agreement.sum.f64.json";
      const { fault } = readCounterexample(files[path], path);
      assertStringIncludes(fault.why, why);
      assertStringIncludes(out, `lossproof replay ${path}`);

      const again = (how: string) =>
        runCommand(["replay", path, ...options, "--", "python3", "-S", program, how], files);
      const still = await again(how);
      assertEquals(still.code, 1);
      assertStringIncludes(still.out, why);
      const { code: mended, out: holds } = await again("");
      assertEquals([mended, holds], [0, "l1_loss/agreement/sum f64: holds now\n"]);
    });
  }
});

test("a crash and a hang are shrunk across the pipe", async () => {
  const specs = new Map([["l1_loss", builtinSpecs.get("l1_loss")!]]);
  const oracle = await createOracle(specs.values());
  for (const how of ["wide:die", "wide:hang"]) {
    const command = ["python3", "-S", program, how];
    const adapter = await openProcess(command, specs, { timeout: 200 });
    try {
      const { about } = adapter;
      const checks = ["l1_loss/agreement/sum"];
      const plan = makePlan({ specs, oracle, about, checks, seed: 1, runs: 5, version });
      const limits = { shrinkAttempts: 20, shrinkMilliseconds: 600_000 };
      const [, outcome] = await Array.fromAsync(run(plan, adapter, limits)) as Judged[];
      const sizes = outcome.counterexample?.trial.calls.map((call) => call.inputs.pred.data.length);
      assertEquals(sizes, [3]);
    } finally {
      await adapter.close();
    }
  }
});

test("check gives a program its environment and its folder", async () => {
  const source = "import os, sys; sys.exit(f\"in {os.getcwd()}: {os.environ['A']}\")";
  const options = ["--env", "A=b=c", "--cwd", "/"];
  const { code, err } = await runCommand(["check", ...options, "--", "python3", "-c", source]);
  assertEquals(code, 3);
  assertStringIncludes(err, "died with exit code 1; its standard error ends: in /: b=c");
});

test("check tells a refusal from a crash by what lossproof.json says of the program", async () => {
  const command = ["python3", "-S", program, "wide:error"];
  const whyOf = async (declared: object) => {
    const implementation = { command, ...declared };
    const files = { "lossproof.json": JSON.stringify({ implementation }) };
    const words = ["check", "--check", "l1_loss/agreement/sum", "--dtype", "f32", "--runs", "20"];
    return (await runCommand(words, files)).out;
  };
  assertStringIncludes(await whyOf({}), "The call failed: ZeroDivisionError: division by zero");
  const refuses = [{ message: "division by zero" }];
  assertStringIncludes(
    await whyOf({ refuses }),
    "A valid call was refused: ZeroDivisionError: division by zero",
  );
});

test("check exits with 3 and one line when the program cannot be run", async () => {
  for (const how of ["start:die", "start:unknown_loss", "start:protocol"]) {
    const { code, out, err } = await check(how, few);
    assertEquals([code, out], [3, ""]);
    assert(/^Cannot run "python3 [^\n]*\n$/.test(err), err);
  }
});
