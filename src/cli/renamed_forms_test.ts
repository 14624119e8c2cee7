import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { runCommand } from "./run_command.ts";

/** Every form that had another name, of any loss. */
const renamed = [...builtinSpecs.values()].flatMap(({ id, formula }) =>
  Object.entries(formula.renamed).map(([former, now]) => ({ id, former, now }))
);
const one = renamed.find(({ id }) => id === "smooth_l1_loss")!;
const check = ["check", "reference", "--loss", one.id, "--dtype", "f32", "--runs", "1"];

for (const { id, former, now } of renamed) {
  Deno.test(`--form ${former} of ${id} names ${now}`, async () => {
    const args = ["check", "reference", "--loss", id, "--dtype", "f32", "--form", former];
    const { code, err } = await runCommand(args);
    assertEquals(code, 2);
    assertStringIncludes(err, `the form "${former}" is called "${now}" now`);
  });
}

Deno.test("lossproof.json that asks for a form by its former name is told the new one", async () => {
  const config = JSON.stringify({ implementation: "reference", form: one.former });
  const files = { "lossproof.json": config };
  const { code, err } = await runCommand(["check", "--loss", one.id], files);
  assertEquals(code, 2);
  assertStringIncludes(err, `the form "${one.former}" is called "${one.now}" now`);
});

Deno.test("a spec that was copied with a former name is told the new one; a form of one's own is not", async () => {
  const spec = JSON.parse(await Deno.readTextFile(`spec/${one.id}.json`));
  spec.id = "my_loss";
  const { [one.now]: form, ...forms } = spec.formula.forms;
  spec.formula = { ...spec.formula, forms: { ...forms, [one.former]: form }, renamed: {} };
  const validate = (text: string) =>
    runCommand(["spec", "validate", "my.json"], { "my.json": text });
  const { code, err } = await validate(JSON.stringify(spec));
  assertEquals(code, 2);
  assertStringIncludes(err, `my.json: formula.forms.${one.former} is called "${one.now}" now`);
  spec.formula.forms[one.former] = spec.formula.forms.textbook;
  const own = await validate(JSON.stringify(spec));
  assertEquals(own.code, 0, own.err);
});

Deno.test("events that grade by a former name are refused", async () => {
  const { out } = await runCommand([...check, "--format", "events"]);
  const old = out.replaceAll('"form":"textbook"', `"form":"${one.former}"`);
  const { code, err } = await runCommand(["merge", "old.events"], { "old.events": old });
  assertEquals(code, 2);
  assertStringIncludes(err, `"old.events" grades by the form "${one.former}"`);
  assertStringIncludes(err, `is called "${one.now}" now`);
});

Deno.test("a golden file that holds a former name is refused, but can be compared", async () => {
  const file = `golden/${one.id}.json`;
  const now = await Deno.readTextFile(file);
  const files = { [file]: now.replaceAll(`"name": "${one.now}"`, `"name": "${one.former}"`) };
  const { code, err } = await runCommand(
    ["golden", "check", "reference", "--folder", "golden"],
    files,
  );
  assertEquals(code, 2);
  assertMatch(err, /smooth_l1_loss\.json: cases\[\d+\] \("\w+\/f64"\), value names the form/);
  assertStringIncludes(err, `"${one.former}", which is called "${one.now}" now`);
  const both = { [`old/${one.id}.json`]: files[file], [file]: now };
  const { out } = await runCommand(["golden", "diff", "old", "golden"], both);
  assertStringIncludes(out, `value: the form ${one.former} is called ${one.now}`);
});
