/** That a known failure never hides another, from the counterexample to the exit code. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";
import { fixture } from "./_configured.ts";

const agreement = "sigmoid_focal_loss/agreement/none";
const flags = ["--check", agreement];

/** A lossproof.json that knows the failure, and the counterexample beside it. */
async function known(): Promise<Record<string, string>> {
  const args = ["check", fixture("falsy_alpha"), ...flags, "--update-expected"];
  const { code, files } = await runCommand(args);
  assertEquals(code, 0);
  return files;
}

function edited(files: Record<string, string>, edit: (config: Config) => void) {
  const config = JSON.parse(files["lossproof.json"]);
  edit(config);
  return { ...files, "lossproof.json": JSON.stringify(config) };
}

interface Config {
  implementation: string;
  expected_failures: { when?: string; counterexample?: string }[];
}

const files = await known();
const [entry] = JSON.parse(files["lossproof.json"]).expected_failures;

Deno.test("check --update-expected writes where a check fails, and it conforms there alone", async () => {
  assertEquals(entry.when, "alpha == 0");
  const { code, out } = await runCommand(["check", ...flags], files);
  assertEquals(code, 0);
  assertStringIncludes(out, "1 fails as expected: fails only as expected");
});

Deno.test("check tells of a loss that is 10 % too small besides its known failure at alpha = 0", async () => {
  const worse = edited(files, (config) => config.implementation = fixture("falsy_alpha_small"));
  const { code, out } = await runCommand(["check", ...flags, "--format", "json"], worse);
  assertEquals(code, 1);
  const { verdict, checks: [outcome] } = JSON.parse(out);
  assertEquals(verdict, "does not conform");
  const [call] = outcome.counterexample.trial.calls;
  assert(call.params.alpha !== 0, "the counterexample lies outside the condition");
  const { out: told } = await runCommand(["check", ...flags], worse);
  assertStringIncludes(told, `✗ must ${agreement}`);
});

Deno.test("check without the pinned counterexample finds the known failure, and the other one", async () => {
  const free = edited(files, ({ expected_failures: [one] }) => delete one.counterexample);
  const { code, out } = await runCommand(["check", ...flags, "--format", "json"], free);
  assertEquals(code, 0);
  const [outcome] = JSON.parse(out).checks;
  assertEquals([outcome.expected.when, outcome.status], ["alpha == 0", "fail"]);
  assertEquals(outcome.counterexample.trial.calls[0].params.alpha, 0);
  assertEquals(outcome.cases, 100, "as many cases as ever are judged");
  assert(outcome.aside > 0);
  const worse = edited(free, (config) => config.implementation = fixture("falsy_alpha_small"));
  assertEquals((await runCommand(["check", ...flags], worse)).code, 1);
});

Deno.test("check says of a condition that does not cover the failure that it fails", async () => {
  const beside = edited(files, ({ expected_failures: [one] }) => one.when = "gamma == 3");
  assertEquals((await runCommand(["check", ...flags], beside)).code, 1);
});

Deno.test("check tells that a known failure under a condition holds again", async () => {
  const mended = edited(files, (config) => config.implementation = "reference");
  const { code, out } = await runCommand(["check", ...flags, "--dtype", "f64"], mended);
  assertEquals(code, 1);
  assertStringIncludes(out, "Holds, but is expected to fail when alpha == 0");
  const updated = await runCommand(
    ["check", ...flags, "--dtype", "f64", "--update-expected"],
    mended,
  );
  assertEquals(updated.code, 0);
  assertEquals(JSON.parse(updated.files["lossproof.json"]).expected_failures, []);
});

Deno.test("check tells that one of two known failures holds again, while the other one shows", async () => {
  const both = edited(files, ({ expected_failures: list }) => {
    list.push({ ...list[0], when: "gamma == 3" });
    delete list[1].counterexample;
  });
  const { code, out } = await runCommand(["check", ...flags], both);
  assertEquals(code, 1);
  assertStringIncludes(out, "Holds, but is expected to fail when gamma == 3");
  assertStringIncludes(out, "fails only as expected, but its expected failures are out of date");
  const updated = await runCommand(["check", ...flags, "--update-expected"], both);
  assertEquals(updated.code, 0);
  assertEquals(JSON.parse(updated.files["lossproof.json"]).expected_failures, [entry]);
});

Deno.test("check says that a condition which every case fits covers the whole check", async () => {
  const wide = edited(files, (config) => {
    config.expected_failures[0].when = "gamma >= 0";
    config.implementation = fixture("falsy_alpha_small");
  });
  const { code, out } = await runCommand(["check", ...flags], wide);
  assertEquals(code, 0);
  assertStringIncludes(out, "Known failures cover the whole of");
});

Deno.test("check says that an entry without a condition covers the whole check", async () => {
  const old = edited(files, (config) => {
    delete config.expected_failures[0].when;
    config.implementation = fixture("falsy_alpha_small");
  });
  const { code, out } = await runCommand(["check", ...flags], old);
  assertEquals(code, 0);
  assertStringIncludes(out, "Known failures cover the whole of");
});

Deno.test("check --update-expected finds a second fault, which no simple condition separates", async () => {
  const args = ["check", fixture("falsy_alpha_small"), ...flags, "--update-expected"];
  const { code, files: made } = await runCommand(args);
  assertEquals(code, 0);
  const [whole] = JSON.parse(made["lossproof.json"]).expected_failures;
  assertEquals(whole.when, undefined);
  assertStringIncludes(whole.reason, "No simple condition tells the cases that fail");
});

Deno.test("check --update-expected adds what fails outside a known failure, and keeps that", async () => {
  const worse = edited(files, (config) => config.implementation = fixture("falsy_alpha_small"));
  const { code, files: made } = await runCommand(["check", ...flags, "--update-expected"], worse);
  assertEquals(code, 0);
  const entries = JSON.parse(made["lossproof.json"]).expected_failures;
  assertEquals(entries.length, 2);
  assertEquals(entries[0], entry);
});

Deno.test("check refuses a condition that cannot be read, with its place", async () => {
  for (const [when, problem] of [["alpa == 0", "alpha"], ["alpha", "comparison"], ["", "when"]]) {
    const wrong = edited(files, ({ expected_failures: [one] }) => one.when = when);
    const { code, err } = await runCommand(["check", ...flags], wrong);
    assertEquals(code, 2, when);
    assertStringIncludes(err, problem);
  }
});

Deno.test("the jobs, the rounds and the reports know of conditions, too", async () => {
  const markdown = await runCommand(["check", ...flags, "--format", "markdown"], files);
  assertStringIncludes(markdown.out, "when alpha == 0");
  const junit = await runCommand(["check", ...flags, "--format", "junit"], files);
  assertStringIncludes(junit.out, "fails as expected when alpha == 0");
  const worse = edited(files, (config) => config.implementation = fixture("falsy_alpha_small"));
  assertEquals((await runCommand(["check", ...flags, "--time", "1s"], worse)).code, 1);
});
