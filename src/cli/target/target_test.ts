import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { runCommand } from "../run_command.ts";
import { WrongCommand } from "../failure.ts";
import { splitCommand, targetOf } from "./target.ts";

Deno.test("splitCommand() cuts at the first --", () => {
  assertEquals(splitCommand(["check", "-n", "1", "--", "python", "a.py", "--", "b"]), {
    own: ["check", "-n", "1"],
    command: ["python", "a.py", "--", "b"],
  });
  for (const own of [["check", "reference"], []]) assertEquals(splitCommand(own), { own });
});

Deno.test("targetOf() is a name or a program, and says what does not fit", () => {
  assertEquals(targetOf("tfjs", undefined, { memory: 2 ** 30, inProcess: false }), {
    name: "tfjs",
    memory: 2 ** 30,
    inProcess: false,
  });
  assertEquals(targetOf(undefined, ["python", "a.py"], { timeout: 1, env: ["A=b=c"] }), {
    command: ["python", "a.py"],
    timeout: 1,
    env: ["A=b=c"],
  });
  const wrong: readonly [args: Parameters<typeof targetOf>, message: string][] = [
    [["tfjs", ["python"], {}], 'either "tfjs" or a program after --'],
    [[undefined, [], {}], "No program follows --"],
    [[undefined, undefined, {}], "Nothing to check"],
    [["tfjs", undefined, { cwd: "." }], "--cwd is for a program"],
    [["tfjs", undefined, { inProcess: true, memory: 2 ** 30 }], "leave out --in-process"],
    [[undefined, ["python"], { inProcess: true }], "--in-process is for a module or a model"],
    [[undefined, ["python"], { env: ["=x"] }], '--env must be NAME or NAME=VALUE, got "=x"'],
  ];
  for (const [args, message] of wrong) {
    assertThrows(() => targetOf(...args), WrongCommand, message);
  }
});

Deno.test("check says what is wrong with a target's options before it starts anything", async () => {
  const wrong: readonly [args: string[], message: string][] = [
    [["check", "--timeout", "0", "--", "python3"], "It must be a number of seconds > 0"],
    [["check", "--timeout", "soon", "--", "python3"], "It must be a number of seconds > 0"],
    [["check", "--env", "=1", "--", "python3"], '--env must be NAME or NAME=VALUE, got "=1"'],
    [["check", "--memory", "1", "--", "python3"], "It must be an amount of memory"],
    [["check", "--deadline", "soon", "reference"], "It must be a length of time"],
    [["check", "reference", "--", "python3"], 'either "reference" or a program after --'],
    [["check", "--"], "No program follows --"],
    [["check"], "Nothing to check"],
  ];
  for (const [args, message] of wrong) {
    const { code, out, err } = await runCommand(args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  }
});
