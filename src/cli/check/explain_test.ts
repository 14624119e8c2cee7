import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { explainCheck } from "../../checks/internal.ts";
import { checksFor } from "../../checks/mod.ts";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Capability } from "../../spec/mod.ts";
import { floatDTypes } from "../../tensor/mod.ts";
import { runCommand } from "../run_command.ts";

const oracle = await createOracle(builtinSpecs.values());
const capabilities: Readonly<Record<string, Capability>> = Object.fromEntries(
  [...builtinSpecs].map(([id, { inputs, params }]) => [id, {
    gradients: Object.keys(inputs).filter((name) => inputs[name].grad),
    params: Object.keys(params),
  }]),
);

for (const [id, spec] of builtinSpecs) {
  Deno.test(`explainCheck() explains every check of ${id}`, () => {
    const world = { specs: builtinSpecs, oracle, capabilities };
    for (const dtype of floatDTypes) {
      const all = [capabilities[id], { gradients: capabilities[id].gradients ?? [] }, {}]
        .flatMap((capability) => checksFor(spec, dtype, capability, world));
      for (const check of all) {
        for (const words of Object.values(explainCheck(check.id))) assert(words.length > 10);
      }
    }
  });

  Deno.test(`check --explain tells the source of a check of ${id}`, async () => {
    const index = spec.rejects.findIndex(({ kind }) => kind === "empty");
    const { code, out } = await runCommand(["check", "--explain", `${id}/rejects/empty`]);
    assertEquals(code, 0);
    assertStringIncludes(out, `rejects[${index}] of spec/${id}.json`);
    assertStringIncludes(out, `level     ${spec.rejects[index].level}: `);
    assertStringIncludes(out, spec.sources[0].title);
  });
}

Deno.test("check --explain says what is asked, judged and caught, without an implementation", async () => {
  const id = "smooth_l1_loss/continuous_at/pred";
  const { code, out, err } = await runCommand(["check", "--explain", id, "--dtype", "f16"]);
  assertEquals([code, err], [0, ""]);
  const [head, ...lines] = out.split("\n");
  assertEquals(head, id);
  const labels = lines.flatMap((line) => /^ {2}(\w+(?: \w+)?) {2,}/.exec(line)?.[1] ?? []);
  assertEquals(labels.slice(0, 6), ["asks for", "level", "source", "a case", "judged", "catches"]);
  assertStringIncludes(out, "The first call of a case in f16, before 2 more of it");
});

Deno.test("check --explain names the nearest check, and the nearest loss", async () => {
  const unknown = async (id: string) => {
    const { code, err } = await runCommand(["check", "--explain", id]);
    assertEquals(code, 2);
    return err;
  };
  assertStringIncludes(
    await unknown("smooth_l1_loss/continuos_at/pred"),
    'Unknown check "smooth_l1_loss/continuos_at/pred": did you mean "smooth_l1_loss/continuous_at/pred"?',
  );
  assertStringIncludes(await unknown("smoth_l1_loss/pure"), 'did you mean "smooth_l1_loss"?');
});
