/**
 * The workflow and the action that are there to copy, run here. Needs more permissions than other
 * tests have: `deno task test:github`; elsewhere these are ignored.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { type Ran, runWorkflow } from "./workflow.ts";

const root = new URL("../..", import.meta.url).pathname;
const granted = (permission: Deno.PermissionDescriptor) =>
  Deno.permissions.querySync(permission).state === "granted";
const ignore = !granted({ name: "run", command: "bash" }) || !granted({ name: "write" });

type Adapt = (inputs: Record<string, string>) => Record<string, string>;

async function running(
  adapt: Adapt,
  judge: (ran: readonly Ran[], artifact: (path: string) => Promise<string>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const ran = await runWorkflow(".github/workflows/lossproof.yml", { root, folder, adapt });
    await judge(ran, (path) => Deno.readTextFile(join(folder, "artifacts", path)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Other words for `lossproof check`; the job that merges has none. */
const checking = (words: string): Adapt => (inputs) =>
  inputs.merge === "" ? { ...inputs, arguments: words } : inputs;

Deno.test({
  name: "the workflow checks in shards and reports on all of them",
  ignore,
  fn: () =>
    running(checking("reference --runs 2 --loss l1_loss --dtype f32"), async (ran, artifact) => {
      assertEquals(ran.map(({ job, code }) => [job, code]), [
        ...new Array(4).fill(["check", 0]),
        ["report", 0],
      ]);
      const whole = ran[4];
      assertMatch(whole.summary, /reference: \d+ checks hold: conforms/);
      const [, count] = /(\d+) checks hold/.exec(whole.summary)!;
      assertEquals(whole.outputs, "exit-code=0\n");
      // A shard tells nothing by itself.
      assert(ran.slice(0, 4).every(({ summary }) => summary === ""));
      const junit = await artifact("lossproof/lossproof.xml");
      assertMatch(junit, new RegExp(`<testsuites[^]*tests="${count}"`));
      assertStringIncludes(await artifact("lossproof/whole.events"), '"type":"footer"');
    }),
});

Deno.test({
  name: "the workflow annotates what fails, and fails with it",
  ignore,
  fn: () =>
    running(
      checking(
        `"${root}/scripts/examples/charbonnier.ts" --spec ` +
          `'${root}/scripts/examples/charbonnier_loss.json' --runs 2`,
      ),
      async (ran, artifact) => {
        const whole = ran[4];
        assertEquals(whole.code, 1);
        assertEquals(whole.outputs, "exit-code=1\n");
        assertMatch(whole.log, /^::error .*charbonnier_loss\/agreement\/none/m);
        assertStringIncludes(whole.summary, "does not conform");
        assertStringIncludes(await artifact("lossproof/lossproof.xml"), "<failure");
      },
    ),
});

Deno.test({
  name: "the workflow says that nothing could be checked",
  ignore,
  fn: () =>
    running(checking("./nothing_here.ts"), (ran) => {
      assertEquals(ran[0].code, 3);
      assertMatch(ran[0].log, /^::error title=Lossproof::It could not be checked \(exit code 3\)/m);
      assertEquals(ran[0].outputs, "exit-code=3\n");
      assertEquals(ran[4].code, 2);
      assertStringIncludes(ran[4].log, 'Cannot read "shards/*.events": there is no such file');
      return Promise.resolve();
    }),
});
