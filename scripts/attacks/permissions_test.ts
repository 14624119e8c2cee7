import { assert, assertEquals } from "@std/assert";
import { givenBy, taskFor } from "./permissions.ts";

Deno.test("givenBy() takes a task's flags and variables apart", () => {
  const { flags, env } = givenBy("lossproof:process");
  assert(flags.includes("--allow-run"));
  assert(flags.every((flag) => flag.startsWith("-")));
  assertEquals(env, { LOSSPROOF_TASK: "lossproof:process" });
});

Deno.test("taskFor() goes by what a command reaches", () => {
  assertEquals(taskFor(["check", "module.ts"]), "lossproof");
  assertEquals(taskFor(["check", "--", "true"]), "lossproof:process");
  assertEquals(taskFor(["check", "--onnx", "a.onnx"]), "lossproof");
});
