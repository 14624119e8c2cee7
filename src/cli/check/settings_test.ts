import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../_run_command.ts";

const fixture = (name: string) => new URL(`../fixtures/${name}.ts`, import.meta.url).href;
const [honest, wrong] = [fixture("honest"), fixture("wrong")];
const gradient = "l1_loss/gradient/pred";
const base = { implementation: wrong, runs: 5, dtypes: ["f32"], checks: ["*/gradient/**"] };

/** A lossproof.json that says this besides the base. */
function configured(changes: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return { "lossproof.json": JSON.stringify({ ...base, ...changes }, null, 4) };
}

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
  [{ losses: ["l1_los"] }, 'Unknown loss "l1_los": did you mean "l1_loss"?'],
  [{ specs: ["no.json"] }, 'Cannot read "no.json"'],
  [{ dialect: { huber_loss: {} } }, 'Cannot declare a dialect of "huber_loss": "wrong" has none'],
  [{ dialect: { l1_loss: { reduction: "x" } } }, 'Cannot declare the dialect: "l1_loss" has no'],
  [
    { expected_failures: [{ check: "l1_loss/gradient/pread" }] },
    `"l1_loss/gradient/pread" matches none of the 40 checks: did you mean "${gradient}"?`,
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

Deno.test("check tries the pinned counterexample first, so that the failure does not flicker", async () => {
  const flags = ["--runs", "200", "--dtype", "f32", "--check", "*/agreement/**", "--save", "kept"];
  const rare = fixture("rarely_wrong");
  const { files } = await runCommand(["check", rare, ...flags]);
  const pinned = Object.keys(files).find((path) => path.startsWith("kept/"));
  if (pinned === undefined) throw new Error("Nothing was found");
  const { check, dtype } = JSON.parse(files[pinned]);
  const expected = { check, dtype, reason: "Rare" };
  const run = (counterexample?: string) => {
    const expected_failures = [{ ...expected, counterexample }];
    const changes = {
      implementation: rare,
      runs: 1,
      checks: [check],
      dtypes: [dtype],
      expected_failures,
    };
    return runCommand(["check"], { ...files, ...configured(changes) });
  };
  assertEquals((await run()).code, 1, "one random case misses it");
  assertEquals((await run(pinned)).code, 0);
});

Deno.test("check refuses a counterexample that is pinned to another check", async () => {
  const { files } = await runCommand(["check", wrong, "--runs", "5", "--save", "kept"]);
  const counterexample = "kept/l1_loss.gradient.pred.f32.json";
  const expected_failures = [{ check: "l1_loss/nonnegative", counterexample }];
  const { code, err } = await runCommand(["check"], {
    ...files,
    ...configured({ expected_failures }),
  });
  assertEquals(code, 2);
  assertStringIncludes(
    err,
    "expected_failures[0].counterexample must be one of l1_loss/nonnegative",
  );
});

Deno.test("check --regressions keeps each counterexample, and tries the kept ones first", async () => {
  const flags = [
    "--runs",
    "5",
    "--dtype",
    "f32",
    "--check",
    "*/gradient/**",
    "--regressions",
    "kept",
  ];
  const first = await runCommand(["check", wrong, ...flags]);
  const kept = Object.keys(first.files);
  assertEquals([first.code, kept.length], [1, 1]);
  assertStringIncludes(first.out, `lossproof replay ${kept[0]}`);
  const again = await runCommand(["check", wrong, ...flags], first.files);
  assertEquals([again.code, Object.keys(again.files)], [1, kept]);
  const json = await runCommand(["check", wrong, ...flags, "--format", "json"], first.files);
  assertEquals(JSON.parse(json.out).checks[0].cases, 1);
  assertEquals((await runCommand(["check", honest, ...flags], first.files)).code, 0);
});

Deno.test("check warns of a kept counterexample that is of another spec, and leaves out what does not fit", async () => {
  const flags = [
    "--runs",
    "5",
    "--dtype",
    "f32",
    "--check",
    "*/gradient/**",
    "--regressions",
    "kept",
  ];
  const { files } = await runCommand(["check", wrong, ...flags]);
  const [path] = Object.keys(files);
  const changed = { [path]: files[path].replace(/"spec": "\w+"/, `"spec": "${"ab".repeat(32)}"`) };
  const warned = await runCommand(["check", wrong, ...flags], changed);
  assertStringIncludes(
    warned.err,
    `Warning: ${path}: the spec of l1_loss, or the dialect, is another`,
  );
  const foreign = { [path]: files[path].replaceAll('"target":', '"taget":') };
  const out = await runCommand(["check", wrong, ...flags], foreign);
  assertStringIncludes(out.err, `Warning: ${path} is left out`);
  const bad = await runCommand(["check", wrong, ...flags], { "kept/x.json": "{}" });
  assertEquals(bad.code, 2);
  assertStringIncludes(bad.err, "kept/x.json: check is missing");
});
