import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Outcome, runCommand } from "../run_command.ts";

const few = ["--runs", "3"];

/** Runs a command with these variables in its environment. */
function inEnvironment(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return runCommand(args, {}, { env: (name) => variables[name] });
}

Deno.test("check --shard reports its part alone, and a part without checks says so", async () => {
  const args = ["check", "reference", ...few, "--check", "l1_loss/nonnegative", "--dtype", "f32"];
  const one = await runCommand([...args, "--shard", "1/2"]);
  assertEquals(one.code, 0);
  assertStringIncludes(one.out, "1 check holds: conforms as far as shard 1 of 2 goes (seed 1)");
  const two = await runCommand([...args, "--shard", "2/2"]);
  assertEquals(two.code, 0);
  assertStringIncludes(two.out, "0 checks hold: shard 2 of 2 has no checks");
});

const wrongShards = ["0/2", "3/2", "1/0", "1", "a/b", "-1/2", "1/2/3"];

for (const shard of wrongShards) {
  Deno.test(`check refuses --shard ${shard}`, async () => {
    const { code, err } = await runCommand(["check", "reference", `--shard=${shard}`]);
    assertEquals(code, 2);
    assertStringIncludes(err, "It must be i/n with 1 <= i <= n, e.g. 2/8.");
  });
}

const check = ["check", "reference", ...few, "--check", "l1_loss/nonnegative", "--format", "json"];

const engines: readonly [variables: Record<string, string>, shard: unknown, told: string][] = [
  [
    { TEST_TOTAL_SHARDS: "3", TEST_SHARD_INDEX: "0" },
    { index: 1, count: 3 },
    "Shard 1 of 3, by TEST",
  ],
  [
    { CI_NODE_TOTAL: "3", CI_NODE_INDEX: "3" },
    { index: 3, count: 3 },
    "Shard 3 of 3, by CI_NODE_INDEX",
  ],
  [{ CI_NODE_TOTAL: "1" }, undefined, ""],
  [{ CI_NODE_TOTAL: "1", CI_NODE_INDEX: "1" }, undefined, ""],
  [
    { JOB_COMPLETION_INDEX: "1", LOSSPROOF_SHARD_COUNT: "2" },
    { index: 2, count: 2 },
    "Shard 2 of 2, by JOB_COMPLETION_INDEX",
  ],
  [{ JOB_COMPLETION_INDEX: "1" }, undefined, "but LOSSPROOF_SHARD_COUNT is not: this is no shard"],
];

for (const [variables, shard, told] of engines) {
  Deno.test(`check takes its shard from ${Object.entries(variables).join(" ")}`, async () => {
    const { code, out, err } = await inEnvironment(check, variables);
    assertEquals([code, JSON.parse(out).shard], [0, shard]);
    assertStringIncludes(err, told);
    const all = await inEnvironment([...check, "--shard", "1/1"], variables);
    assertEquals(JSON.parse(all.out).shard, undefined, "the flag goes before the environment");
  });
}

Deno.test("check refuses numbers of an engine that are none", async () => {
  for (const index of ["3", "x", "-1", "0.5"]) {
    const variables = { TEST_TOTAL_SHARDS: "3", TEST_SHARD_INDEX: index };
    const { code, err } = await inEnvironment(check, variables);
    assertEquals(code, 2);
    assertStringIncludes(err, `Cannot tell which shard this is: TEST_SHARD_INDEX is "${index}"`);
  }
});

Deno.test("check touches the file by which Bazel sees that a test knows of shards", async () => {
  const { files } = await inEnvironment(check, { TEST_SHARD_STATUS_FILE: "status" });
  assertEquals(files, { status: "" });
});
