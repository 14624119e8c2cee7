/**
 * Folders are read to their end, which some do not have. Needs to write and to run programs: elsewhere ignored.
 */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { WrongCommand } from "../failure.ts";
import { testInFolder } from "./_test_in_folder.ts";
import { readFolder } from "./folder_io.ts";

async function refusal(folder: string): Promise<string> {
  const { message } = await assertRejects(() => readFolder(folder), WrongCommand);
  return message;
}

testInFolder(
  "readFolder() reads what is below a folder, and knows where there is none",
  async (folder) => {
    await Deno.mkdir(`${folder}/a/b`, { recursive: true });
    await Deno.writeTextFile(`${folder}/a/b/c`, "text");
    const files = await readFolder(folder);
    assertEquals([...files ?? []], [["a/b/c", new TextEncoder().encode("text")]]);
    assertEquals(await readFolder(`${folder}/none`), undefined);
  },
  ["write"],
);

testInFolder(
  "readFolder() stops in a folder that is too full, files of which are empty",
  async (folder) => {
    for (let i = 0; i < 256; i++) await Deno.mkdir(`${folder}/${i}`);
    const make = `cd "$0" && seq 65281 | sed s,^,0/, | xargs touch`;
    await new Deno.Command("sh", { args: ["-c", make, folder] }).output();
    assertStringIncludes(await refusal(folder), "it has more than 65536 files and folders");
  },
  ["write", "run"],
);

testInFolder("readFolder() does not wait for a pipe that nobody writes to", async (folder) => {
  await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
  assertEquals(await refusal(folder), `Cannot read "${folder}/pipe": it is no file`);
}, ["write", "run"]);

testInFolder("readFolder() does not follow a link to a folder, or to nowhere", async (folder) => {
  await Deno.symlink(folder, `${folder}/link`);
  assertEquals(await refusal(folder), `Cannot read "${folder}/link": it is no file`);
  await Deno.remove(`${folder}/link`);
  await Deno.symlink("nowhere", `${folder}/link`);
  assertEquals(await refusal(folder), `Cannot read "${folder}/link": there is no such file`);
}, ["write"]);
