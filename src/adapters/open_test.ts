import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { builtinSpecs } from "../spec/mod.ts";
import { floatDTypes, tensor } from "../tensor/mod.ts";
import { unknownName } from "./about.ts";
import { CannotRun } from "./cannot_run.ts";
import { openImplementation } from "./open.ts";

Deno.test("openImplementation() opens the reference, with all of every built-in loss", async () => {
  const own = { ...builtinSpecs.get("l1_loss")!, id: "my_loss" };
  const reference = await openImplementation(
    "reference",
    new Map([...builtinSpecs, ["my_loss", own]]),
  );
  const { dtypes, losses } = reference.about;
  assertEquals(dtypes, floatDTypes);
  assertEquals(Object.keys(losses), [...builtinSpecs.keys()]);
  assertEquals(losses.cross_entropy, {
    gradients: ["pred"],
    params: ["ignore_index", "label_smoothing"],
  });
  assertEquals(unknownName(reference.about, builtinSpecs), undefined);

  const call = (value: number) => ({
    loss: "l1_loss",
    dtype: "f32" as const,
    inputs: { pred: tensor("f32", [1], [value]), target: tensor("f32", [1], [0]) },
    params: {},
    reduction: "sum" as const,
    gradients: false,
  });
  assertEquals(await reference.run([call(-2), call(3), { ...call(1), loss: "my_loss" }]), [
    { value: tensor("f32", [], [2]) },
    { value: tensor("f32", [], [3]) },
    { unsupported: 'There is no loss "my_loss"' },
  ]);
  await reference.close();
});

Deno.test("openImplementation() takes a path for that of a module", async () => {
  const path = new URL("testdata/libraries/in_typescript/mod.ts", import.meta.url);
  const adapter = await openImplementation(fromFileUrl(path), builtinSpecs);
  assertEquals(adapter.about.name, "in TypeScript");
  await adapter.close();
});

Deno.test("openImplementation() says what a name that it does not know could be", async () => {
  const says = (name: string, words: string) =>
    assertRejects(() => openImplementation(name, builtinSpecs), CannotRun, words);
  await says("refrence", 'no implementation has this name: did you mean "reference"?');
  await says("my_losses", "a module needs its path, and no implementation has this name (known: ");
});
