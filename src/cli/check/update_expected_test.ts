import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";
import { configured, fixture, gradient } from "./_configured.ts";

const wrong = fixture("wrong");

Deno.test("check --update-expected makes a lossproof.json that the next run conforms to", async () => {
  const flags = ["--runs", "5", "--dtype", "f32", "--check", "*/gradient/**"];
  const made = await runCommand(["check", wrong, ...flags, "--update-expected"]);
  assertEquals(made.code, 0);
  const config = JSON.parse(made.files["lossproof.json"]);
  assertEquals(config.implementation, wrong);
  const [{ counterexample, reason, ...entry }, ...others] = config.expected_failures;
  assertEquals([entry, others], [{ check: gradient, dtype: "f32" }, []]);
  assertStringIncludes(reason, "outside every honest evaluation");
  assert(counterexample in made.files, counterexample);
  assertEquals((await runCommand(["check", ...flags], made.files)).code, 0);
});

Deno.test("check --update-expected keeps what the user wrote, and its layout", async () => {
  const entry = `{ "check": "${gradient}", "reason": "Mine",   "link": "x" }`;
  const nonnegative = '{ "check": "l1_loss/nonnegative", "reason": "Was so" }';
  const text = (entries: readonly string[]) =>
    `{\n\t"implementation": "${wrong}",\n\t"runs":   5, "dtypes": ["f32"],\n\t"checks": ["*/gradient/**", "*/nonnegative"],\n\t"expected_failures": [\n` +
    entries.map((one) => `\t\t${one}`).join(",\n") + "\n\t]\n}\n";
  const before = { "lossproof.json": text([nonnegative, entry]) };
  const { code, files, err } = await runCommand(["check", "--update-expected"], before);
  assertEquals(code, 0);
  const after = files["lossproof.json"];
  assertStringIncludes(after, entry);
  assertStringIncludes(after, `\t"runs":   5, "dtypes": ["f32"],\n`);
  assert(!after.includes("Was so"), after);
  assertStringIncludes(err, "1 removed, 1 left as they were");
  const again = await runCommand(["check", "--update-expected"], files);
  assertEquals([again.code, again.files["lossproof.json"]], [0, after]);
});

Deno.test("check --update-expected leaves the list of another implementation alone", async () => {
  const args = ["check", "reference", "--update-expected"];
  const { code, err, files } = await runCommand(args, configured());
  assertEquals([code, files], [2, configured()]);
  assertStringIncludes(err, "lossproof.json says that something else is checked");
  const same = await runCommand(["check", wrong, "--update-expected"], configured());
  assertEquals(same.code, 0);
});

Deno.test("check --update-expected splits a pattern of which a part holds again", async () => {
  const expected_failures = [{ check: "l1_loss/gradient/*", reason: "Mine" }];
  const files = configured({ implementation: wrong, expected_failures, checks: undefined });
  const { code, files: after } = await runCommand(["check", "--update-expected"], files);
  assertEquals(code, 0);
  for (const { check, reason } of JSON.parse(after["lossproof.json"]).expected_failures) {
    if (check.startsWith("l1_loss/gradient/")) assertEquals(reason, "Mine");
  }
});

Deno.test("check --update-expected writes nothing where a counterexample cannot be kept", async () => {
  const writeText = () => Promise.reject(new Error("no space"));
  const files = configured();
  const { code, files: after } = await runCommand(["check", "--update-expected"], files, {
    writeText,
  });
  assertEquals(code !== 0, true);
  assertEquals(after, files);
});
