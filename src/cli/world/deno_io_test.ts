/**
 * Files as they are read and written. Needs to write: `deno task test:cli`; elsewhere ignored.
 */
import { assertEquals, assertRejects } from "@std/assert";
import { WrongCommand } from "../failure.ts";
import { testInFolder } from "./_test_in_folder.ts";
import { readText, requireWritable, writeText } from "./deno_io.ts";
import { besidePath } from "./leftovers.ts";

function inFolder(name: string, body: (folder: string) => Promise<void>): void {
  testInFolder(name, body, ["write"]);
}

inFolder("writeText() replaces a file whole and leaves nothing beside it", async (folder) => {
  const path = `${folder}/new/report.json`;
  await writeText(path, "first, which is longer");
  await writeText(path, "second");
  assertEquals(await readText(path), "second");
  assertEquals(Array.from(Deno.readDirSync(`${folder}/new`), ({ name }) => name), ["report.json"]);
});

inFolder("writeText() leaves nothing when it cannot write", async (folder) => {
  await Deno.mkdir(`${folder}/taken`);
  await Deno.writeTextFile(`${folder}/file`, "");
  const places = { taken: "it is a folder", "new/": "it is a folder", "file/x": "is no folder" };
  for (const [place, why] of Object.entries(places)) {
    for (const attempt of [requireWritable, writeText]) {
      await assertRejects(() => attempt(`${folder}/${place}`, "x"), WrongCommand, why);
    }
  }
  await requireWritable(`${folder}/free`);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  assertEquals(names.toSorted(), ["file", "taken"]);
});

inFolder("writeText() writes where a link leads, and leaves the link", async (folder) => {
  await Deno.writeTextFile(`${folder}/file`, "first");
  await Deno.symlink(`${folder}/file`, `${folder}/link`);
  await writeText(`${folder}/link`, "second");
  assertEquals(await readText(`${folder}/file`), "second");
  assertEquals((await Deno.lstat(`${folder}/link`)).isSymlink, true);
});

inFolder(
  "writeText() writes where a link leads to nothing yet, and leaves the link",
  async (folder) => {
    await Deno.symlink("far/file", `${folder}/second`);
    await Deno.symlink(`${folder}/second`, `${folder}/first`);
    await requireWritable(`${folder}/first`);
    assertEquals((await Deno.lstat(`${folder}/second`)).isSymlink, true);
    await writeText(`${folder}/first`, "text");
    assertEquals(await readText(`${folder}/far/file`), "text");
    for (const link of ["first", "second"]) {
      assertEquals((await Deno.lstat(`${folder}/${link}`)).isSymlink, true);
    }
  },
);

inFolder("requireWritable() clears away what a killed run left, once it is old", async (folder) => {
  const [old, young] = [0, 1].map(() => besidePath(`${folder}/report.json`, "tmp"));
  for (const path of [old, young]) await Deno.writeTextFile(path, "half");
  const long = new Date(Date.now() - 60_000);
  await Deno.utime(old, long, long);
  await requireWritable(`${folder}/other.json`);
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`), [young]);
});

inFolder("readText() says in words why it cannot read", async (folder) => {
  await assertRejects(() => readText(`${folder}/no`), WrongCommand, "there is no such file");
  await assertRejects(() => readText(folder), WrongCommand, "it is a folder");
  await Deno.writeFile(`${folder}/utf16`, Uint8Array.of(0xff, 0xfe, 0x7b, 0));
  await assertRejects(() => readText(`${folder}/utf16`), WrongCommand, "it is no UTF-8 text");
});

inFolder("readText() leaves a byte order mark out", async (folder) => {
  await Deno.writeTextFile(`${folder}/marked`, "\ufeff{}");
  assertEquals(await readText(`${folder}/marked`), "{}");
});
