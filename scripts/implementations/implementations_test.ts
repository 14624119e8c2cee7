import { assertEquals, assertMatch } from "@std/assert";
import { findLibraries, openImplementation, unknownName } from "../../src/adapters/internal.ts";
import { runCommand } from "../../src/cli/run_command.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";

/** Folders that hold what several libraries use. */
const shared = ["python"];

Deno.test("every folder of scripts/implementations is a library, or named as shared", async () => {
  const folders: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(".", import.meta.url))) {
    if (isDirectory && !shared.includes(name)) folders.push(name);
  }
  assertEquals([...(await findLibraries()).keys()], folders.toSorted());
});

Deno.test("every library that is a module opens by the name of its folder", async () => {
  for (const [name, { kind }] of await findLibraries()) {
    if (kind !== "module") continue;
    const adapter = await openImplementation(name, builtinSpecs);
    assertEquals(unknownName(adapter.about, builtinSpecs), undefined);
    await adapter.close();
  }
});

Deno.test("lossproof check and identify take TensorFlow.js by its name", async () => {
  const options = ["--loss", "l1_loss"];
  const checked = await runCommand(["check", "tfjs", "--runs", "2", ...options]);
  assertEquals(checked.code, 0, checked.out);
  assertMatch(checked.out, /tfjs [\d.]+ \(typescript\)/);
  const identified = await runCommand(["identify", "tfjs", ...options]);
  assertEquals(identified.code, 0, identified.out);
  assertMatch(identified.out, /l1_loss asked in f32/);
});

Deno.test("a library that is a program is told how to be run", async () => {
  const { code, err } = await runCommand(["check", "pytorch"]);
  assertEquals(code, 3);
  assertMatch(err, /it is a program: give it after --, such as -- python3 .+pytorch\/adapter\.py/);
});
