import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";
import { configured, fixture } from "./_configured.ts";

const [honest, wrong] = [fixture("honest"), fixture("wrong")];

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
      seed: 2,
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
