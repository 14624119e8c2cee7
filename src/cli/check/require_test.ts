import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";
import { configured, fixture } from "./_configured.ts";

const few = ["--runs", "40", "--dtype", "f32"];
const honest = fixture("honest");
const hollow = fixture("hollow");

Deno.test("check tells on how many checks an implementation conforms that hardly takes anything", async () => {
  const { code, out } = await runCommand(["check", hollow, ...few]);
  assertEquals(code, 0);
  const verdict = out.trimEnd().split("\n").at(-1)!;
  assert(/: conforms on [1-9]\d* of \d+ checks \(seed 1\)$/.test(verdict), verdict);
  assertStringIncludes(out, "Judged of the cases asked: l1_loss 0.");
  assertEquals((await runCommand(["check", honest, ...few])).out.includes("Judged of"), false);
});

Deno.test("check --require makes too little evidence an exit code, and words", async () => {
  const enough = await runCommand(["check", honest, ...few, "--require", "1"]);
  assertEquals(enough.code, 0);
  assertStringIncludes(enough.out, ": conforms (seed 1)");
  const { code, out } = await runCommand(["check", hollow, ...few, "--require", "0.9"]);
  assertEquals(code, 1);
  assertStringIncludes(out, "but of l1_loss only 0.");
  assertStringIncludes(out, "and 0.9 is required");
});

Deno.test("check reads from lossproof.json what share is required; a flag goes before it", async () => {
  const changes = { implementation: hollow, checks: ["**"], runs: 40, require: 0.9 };
  assertEquals((await runCommand(["check"], configured(changes))).code, 1);
  assertEquals((await runCommand(["check", "--require", "0"], configured(changes))).code, 0);
  const wrong = await runCommand(["check"], configured({ require: 90 }));
  assertEquals(wrong.code, 2);
  assertStringIncludes(wrong.err, "require");
  for (const share of ["90", "1.1", "-0.5", "x", ""]) {
    const { code, err } = await runCommand(["check", honest, `--require=${share}`]);
    assertEquals(code, 2, share);
    assertStringIncludes(err, "share from 0 to 1");
  }
});

Deno.test("check says that nothing was checked where every case lies outside the domain", async () => {
  const args = ["check", fixture("narrow"), ...few, "--check", "l1_loss/propagates_nan/target"];
  const { code, err } = await runCommand(args);
  assertEquals(code, 2);
  assertStringIncludes(err, "Nothing was checked: every case lies outside the declared domain");
});

Deno.test("check asks nothing outside a declared domain, and names it", async () => {
  const { code, out } = await runCommand(["check", fixture("narrow"), ...few]);
  assertEquals(code, 0, out);
  assertStringIncludes(out, "Declared domain: l1_loss (target only 0 or 1, * <= 64)");
  assertStringIncludes(out, ": conforms within its declared domain (seed 1)");
});
