import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";
import { configured, fixture, gradient } from "./_configured.ts";

const honest = fixture("honest");

Deno.test("check reads lossproof.json where nothing else says what to check", async () => {
  const { code, out, err } = await runCommand(["check"], configured());
  assertEquals([code, err], [1, ""]);
  assertStringIncludes(out, "wrong (typescript), 5 cases a check");
  assertStringIncludes(
    out,
    `lossproof check --check ${gradient} --dtype f32 --runs 5 --seed 1 --config`,
  );
  const other = { "ci/other.json": configured()["lossproof.json"] };
  assertEquals((await runCommand(["check", "--config", "ci/other.json"], other)).code, 1);
});

Deno.test("check lets flags go before lossproof.json, and an implementation do without it", async () => {
  const flags = ["--runs", "3", "--dtype", "f64"];
  const { out } = await runCommand(["check", ...flags], configured());
  assertStringIncludes(out, "3 cases a check");
  assertStringIncludes(out, "f64\n");
  const { out: whole } = await runCommand(["check", honest, "--runs", "1"], configured());
  assertStringIncludes(whole, "honest (typescript), 1 case a check");
  const named = ["check", honest, "--config", "lossproof.json"];
  assertStringIncludes((await runCommand(named, configured())).out, "honest (typescript), 5 cases");
});

const refused: readonly [changes: Record<string, unknown>, message: string][] = [
  [{ runs: "x" }, 'lossproof.json: runs must be a number, got "x"'],
  [{ implementation: undefined }, "Nothing to check: give a name"],
  [{ dtypes: ["f32", "f32"] }, 'lossproof.json: dtypes must not name "f32" twice'],
  [{ losses: ["l1_loss", "l1_loss"] }, 'lossproof.json: losses must not name "l1_loss" twice'],
  [{ losses: ["l1_los"] }, 'Unknown loss "l1_los": did you mean "l1_loss"?'],
  [{ specs: ["no.json"] }, 'Cannot read "no.json"'],
  [{ dialect: { huber_loss: {} } }, 'Cannot declare a dialect of "huber_loss": "wrong" has none'],
  [{ dialect: { l1_loss: { reduction: "x" } } }, 'Cannot declare the dialect: "l1_loss" has no'],
  [
    { expected_failures: [{ check: "l1_loss/gradient/pread" }] },
    `checks: did you mean "${gradient}"?`,
  ],
  [
    { expected_failures: [{ check: gradient, dtype: "f16" }] },
    `"${gradient}" is not tried in f16, only in: f64, f32`,
  ],
  [
    { expected_failures: [{ check: gradient, counterexample: "no.json" }] },
    'Cannot read "no.json"',
  ],
];

for (const [changes, message] of refused) {
  Deno.test(`check exits with 2 for lossproof.json: ${message}`, async () => {
    const { code, out, err } = await runCommand(["check"], configured(changes));
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}

Deno.test("check passes over an expected failure, and reports one that holds", async () => {
  const expected_failures = [{ check: gradient, reason: "Rounds up", link: "https://x.org/1" }];
  const files = configured({ expected_failures });
  const known = await runCommand(["check"], files);
  assertEquals([known.code, known.out.includes("✗")], [0, false]);
  assertStringIncludes(known.out, "1 fails as expected: fails only as expected");

  const stale = await runCommand(["check", honest, "--config", "lossproof.json"], files);
  assertEquals(stale.code, 1);
  assertStringIncludes(stale.out, `✗ stale ${gradient} f32`);
  assertStringIncludes(stale.out, "expected to fail: Rounds up (https://x.org/1); take it off");
});
