/**
 * The four steps of `.github/CONTRIBUTING.md` that add a loss are enough: they are taken in a copy of this
 * tree, with a tiny loss, and what speaks of all losses is tried on it: `deno task test:contributing`.
 *
 * Of the suite those tests of `rooms` are run that name the tiny loss, or speak of all: what names another
 * loss is no wiser for this one.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { changes, filesBelow, type Snapshot, trackedFiles, writeFiles } from "./copy.ts";
import { catalogued, moved } from "./place.ts";
import { filledIn, readSteps } from "./steps.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));
const workshop = join(root, "contributing.tmp");
const granted = (permission: Deno.PermissionDescriptor) =>
  Deno.permissions.querySync(permission).state === "granted";
const ignore = !granted({ name: "write", path: workshop }) ||
  ["deno", "git"].some((command) => !granted({ name: "run", command }));

/** What stands for the names on the page. */
const names = { loss: "halved_l1_loss", family: "regression", name: "halved_l1" };

const imports = [
  'import { halvedL1 } from "./regression/halved_l1.ts";',
  'import { halvedL1Graph } from "./regression/halved_l1_graph.ts";',
  'import { halvedL1Ideas } from "./regression/halved_l1_ideas.ts";',
  'import { halvedL1Witnesses } from "./regression/halved_l1_witnesses.ts";',
];
const record = `  {
    id: "halved_l1_loss",
    kernel: halvedL1,
    graph: halvedL1Graph,
    ideas: halvedL1Ideas,
    witnesses: halvedL1Witnesses,
  },`;

/** What asks something of every loss. */
const rooms = [
  "src/adapters/open_test.ts",
  "src/checks/registry_test.ts",
  "src/cli/golden/check_test.ts",
  "src/cli/losses",
  "src/cli/spec/action_test.ts",
  "src/golden",
  "src/identify",
  "src/losses",
  "src/onnx",
  "src/spec",
  "src/spec_files",
  "scripts/spec/builtin_test.ts",
  "scripts/mutants/mutants_test.ts",
  "scripts/picture",
  "scripts/spec/page_test.ts",
];

const catalogue = "src/losses/catalogue.ts";
const page = await Deno.readTextFile(join(root, ".github/CONTRIBUTING.md"));
const steps = readSteps(page);
const named = steps.files.flat().map((pattern) => filledIn(pattern, names));
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** The tree with the four steps taken. */
async function stepsTaken(tree: Snapshot): Promise<Snapshot> {
  const taken = new Map(tree);
  for (const path of named) {
    if (path === catalogue) {
      const text = decoder.decode(tree.get(catalogue));
      taken.set(path, encoder.encode(catalogued(text, imports, record)));
      continue;
    }
    const from = `scripts/contributing/testdata/${path.split("/").at(-1)}`;
    const text = await Deno.readTextFile(join(root, from));
    taken.set(path, encoder.encode(moved(text, from, path)));
  }
  return taken;
}

/** Runs `deno` in a folder, without colours. */
async function deno(cwd: string, args: readonly string[]): Promise<string> {
  const env = { NO_COLOR: "1" };
  const { success, stdout, stderr } = await new Deno.Command("deno", { args: [...args], cwd, env })
    .output();
  const text = decoder.decode(stdout) + decoder.decode(stderr);
  assert(success, `deno ${args.join(" ")}\n${text}`);
  return text;
}

Deno.test("the page names four steps, and the files of the tiny loss", () => {
  assertEquals(steps.files.map(({ length }) => length), [1, 2, 2, 1]);
  assertEquals(named.toSorted(), [
    "spec/halved_l1_loss.json",
    catalogue,
    "src/losses/regression/halved_l1.ts",
    "src/losses/regression/halved_l1_graph.ts",
    "src/losses/regression/halved_l1_ideas.ts",
    "src/losses/regression/halved_l1_witnesses.ts",
  ]);
  assertEquals(steps.commands, ["deno task generate", "deno task ok"]);
});

Deno.test({
  name: "the four steps add a loss, and no other file need be changed by hand",
  ignore,
  async fn(t) {
    await Deno.mkdir(workshop, { recursive: true });
    const folder = await Deno.makeTempDir({ dir: workshop });
    try {
      const before = await trackedFiles(root);
      const taken = await stepsTaken(before);
      await writeFiles(folder, taken);
      assertEquals(changes(before, taken), named.toSorted());

      await t.step(steps.commands[0], async () => {
        await deno(folder, steps.commands[0].split(" ").slice(1));
        const written = changes(taken, await filesBelow(folder));
        const belongs = (path: string, to: string) =>
          to.endsWith("/") ? path.startsWith(to) : path === to;
        assertEquals(
          written.filter((path) => !steps.generated.some((to) => belongs(path, to))),
          [],
          "generate writes what the page does not say",
        );
        assertEquals(
          steps.generated.filter((to) => !written.some((path) => belongs(path, to))),
          [],
          "generate does not write what the page says",
        );
      });

      await t.step("format, lint, types and structure", async () => {
        await deno(folder, ["fmt", "--check", ...named, "spec/README.md"]);
        await deno(folder, ["lint", ...named.filter((path) => path.endsWith(".ts"))]);
        await deno(folder, ["check", catalogue]);
        await deno(folder, ["task", "lint:structure"]);
      });

      await t.step("lossproof spec validate, check, identify and golden check", async () => {
        const lossproof = (...words: string[]) => deno(folder, ["task", "lossproof", ...words]);
        const only = ["--loss", names.loss];
        assertMatch(await lossproof("spec", "validate"), /\d+ built-in specs are valid/);
        assertMatch(await lossproof("spec", "list"), /^halved_l1_loss +regression /m);
        for (const implementation of ["reference", "onnx"]) {
          const report = await lossproof("check", implementation, ...only);
          assertMatch(report, /: \d+ checks hold: conforms/);
        }
        const conventions = await lossproof("identify", "reference", ...only);
        assertMatch(conventions, /✓ function +0\.5 \|d\|/);
        assertStringIncludes(conventions, "1 loss, each follows what it declares");
        const golden = await lossproof("golden", "check", "reference", ...only);
        assertMatch(golden, /reference: \d+ cases hold: conforms/);
      });

      await t.step("the tests that speak of all losses", async () => {
        const options = [
          "--no-check",
          "--parallel",
          "--quiet",
          "--allow-read",
          "--allow-env",
          "--allow-run=deno,sh,kill",
          "--filter",
          `/${names.loss}|\\b(all|every|each|built-in|catalogue|canary|witnessesOf)\\b/`,
        ];
        const text = await deno(folder, ["test", ...options, ...rooms]);
        assertMatch(text, /ok \| [1-9]\d+ passed .*\| 0 failed/);
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
