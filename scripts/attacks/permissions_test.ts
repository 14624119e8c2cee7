import { assert, assertEquals } from "@std/assert";
import { givenBy, taskFor } from "./permissions.ts";

Deno.test("givenBy() takes a task's flags and variables apart", () => {
  const { flags, env } = givenBy("lossproof:onnx");
  assert(flags.includes("--allow-ffi"));
  assert(flags.every((flag) => flag.startsWith("-")));
  assertEquals(env, { LOSSPROOF_TASK: "lossproof:onnx" });
});

Deno.test("taskFor() goes by what a command reaches", () => {
  assertEquals(taskFor(["check", "module.ts"]), "lossproof");
  assertEquals(taskFor(["check", "--", "true"]), "lossproof:process");
  assertEquals(taskFor(["check", "--onnx", "a.onnx"]), "lossproof:onnx");
});
