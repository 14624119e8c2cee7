/**
 * That no outcome depends on the number of jobs. The program needs to be started: `deno task
 * test:process`.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../../run_command.ts";

const may = (command: string) =>
  Deno.permissions.querySync({ name: "run", command }).state === "granted";
const ignore = !may("python3") || !may("kill");
const fileOf = (path: string) => new URL(path, import.meta.url).pathname;
const program = fileOf("../../../adapters/testdata/program.py");

/** What a run says, but for the times. */
async function check(jobs: number, target: readonly string[], options: readonly string[] = []) {
  const some = ["--runs", "10", "--format", "events", "--jobs", String(jobs), ...options];
  const words = target[0] === "--" ? [...some, ...target] : [...target, ...some];
  const { code, out, err } = await runCommand(["check", ...words]);
  return { code, err, events: out.replaceAll(/"milliseconds":[\d.e-]+/g, '"milliseconds":0') };
}

async function requireSame(target: readonly string[], options: readonly string[] = []) {
  const [one, ...more] = [
    await check(1, target, options),
    await check(2, target, options),
    await check(3, target, options),
  ];
  assertEquals([one.code, one.err], [1, ""]);
  assertStringIncludes(one.events, '"counterexample"');
  assertStringIncludes(one.events, '"footer"');
  for (const other of more) assertEquals(other, one);
}

Deno.test("check says the same of a module with any number of jobs", async () => {
  await requireSame([fileOf("../../fixtures/wrong.ts")]);
});

Deno.test({
  name: "check says the same of a program with any number of jobs, crashes included",
  ignore,
  async fn() {
    const some = ["--check", "l1_loss/agreement/sum", "--runs", "2"];
    await requireSame(["--", "python3", "-S", program, "wide:die"], some);
  },
});

Deno.test({
  name: "check exits with 3 when the program cannot be run once more",
  ignore,
  async fn() {
    // The name is taken for as long as the first one lives.
    const once = `import os, runpy, socket, sys
sys.argv = ["program.py"]
name = socket.socket(socket.AF_UNIX)
try: name.bind("\\0lossproof " + str(os.getppid()))
except OSError: sys.exit("there is but one")
runpy.run_path("${program}")`;
    const { code, err, events } = await check(2, ["--", "python3", "-c", once]);
    assertEquals([code, events], [3, ""]);
    assertStringIncludes(err, "there is but one");
  },
});
