/**
 * Folders as they are replaced, and killed meanwhile. Needs to write and to run: `deno task test:cli`;
 * elsewhere ignored.
 */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { toText } from "../../golden/internal.ts";
import { filesOf } from "./_replacing.ts";
import { testInFolder } from "./_test_in_folder.ts";
import { readFolder } from "./folder_io.ts";
import { besidePath } from "./leftovers.ts";
import { replaceFolder, requireReplaceable } from "./replace_folder.ts";

const script = fromFileUrl(new URL("./_replacing.ts", import.meta.url));

/** What each file of a folder holds: "a" or "b", or that it is neither as a whole. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const files = await readFolder(folder);
  if (files === undefined) throw new Error(`${folder} is gone`);
  return Object.fromEntries(
    [...files].map(([name, bytes]) => {
      const text = toText(bytes);
      const kind = (["a", "b"] as const).find((one) => {
        const whole = filesOf(one).get(name);
        return whole !== undefined && toText(whole) === text;
      });
      return [name, kind ?? "broken"];
    }),
  );
}

function wholeOf(kind: "a" | "b"): Record<string, string> {
  return Object.fromEntries([...filesOf(kind).keys()].toSorted().map((name) => [name, kind]));
}

testInFolder("replaceFolder() leaves just the new files, and nothing beside", async (within) => {
  const folder = join(within, "new", "golden");
  for (const kind of ["a", "b"] as const) {
    await replaceFolder(folder, filesOf(kind));
    assertEquals(await contentsOf(folder), wholeOf(kind));
    assertEquals([...Deno.readDirSync(join(within, "new"))].map(({ name }) => name), ["golden"]);
  }
}, ["write"]);

testInFolder(
  "replaceFolder() makes room where a file is in the way, and keeps a link",
  async (within) => {
    const [folder, link] = ["real", "golden"].map((name) => join(within, name));
    await Deno.mkdir(folder);
    await Deno.writeTextFile(join(folder, "deep"), "in the way");
    await Deno.symlink(folder, link);
    await replaceFolder(link, filesOf("a"));
    assertEquals(await contentsOf(folder), wholeOf("a"));
    assert((await Deno.lstat(link)).isSymlink);
  },
  ["write"],
);

testInFolder(
  "a run that is killed at any moment leaves a folder, which the next run finishes",
  async (within) => {
    const folder = join(within, "golden");
    await replaceFolder(folder, filesOf("a"));
    for (let kill = 0; kill < 20; kill++) {
      const permissions = [`--allow-read`, `--allow-write=${within}`, "--allow-env"];
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "--no-check", ...permissions, script, folder],
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = child.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, 2 * kill));
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
      for (const [name, kind] of Object.entries(await contentsOf(folder))) {
        assert(name.endsWith(".tmp") || kind !== "broken", `${name} is whole`);
      }
      await requireReplaceable(folder);
      const left = await contentsOf(folder);
      assertEquals(left, wholeOf("a.json" in left ? "a" : "b"), `after kill ${kill}`);
    }
  },
  ["write", "run"],
);

testInFolder(
  "requireReplaceable() clears old leftovers of ours away, and of nobody else",
  async (within) => {
    const folder = join(within, "golden");
    const [tmp, old] = (["tmp", "old"] as const).map((stage) => besidePath(folder, stage));
    const report = besidePath(join(within, "report.json"), "tmp");
    await replaceFolder(tmp, filesOf("a"));
    await replaceFolder(old, filesOf("b"));
    await Deno.writeTextFile(report, "half");
    const foreign = [".golden.mine.tmp", "golden.tmp", ".x.12345678.old"];
    for (const name of foreign) await Deno.writeTextFile(join(within, name), "");
    const long = new Date(Date.now() - 60_000);
    for (const path of [tmp, report]) await Deno.utime(path, long, long);
    const young = besidePath(folder, "tmp");
    await Deno.writeTextFile(young, "another run's");
    await requireReplaceable(folder);
    assertEquals(await contentsOf(folder), wholeOf("b"), "what had been moved away is back");
    assertEquals(
      [...Deno.readDirSync(within)].map(({ name }) => join(within, name)).toSorted(),
      [folder, young, ...foreign.map((name) => join(within, name))].toSorted(),
    );
  },
  ["write"],
);
