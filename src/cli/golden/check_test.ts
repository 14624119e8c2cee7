import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { stepFloat } from "../../tensor/mod.ts";
import { runCommand } from "../_run_command.ts";

const stored: Record<string, string> = {};
const folder = new URL("../../../golden/", import.meta.url);
for await (const { name, isFile } of Deno.readDir(folder)) {
  if (isFile) stored[`golden/${name}`] = await Deno.readTextFile(new URL(name, folder));
}

// The graphs are no text; without them the folder is whole, too.
const manifest = JSON.parse(stored["golden/manifest.json"]);
const size = manifest.files.reduce((sum: number, { bytes }: { bytes: number }) => sum + bytes, 0);
manifest.files = manifest.files.filter(({ file }: { file: string }) => file.endsWith(".json"));
stored["golden/manifest.json"] = JSON.stringify(manifest);

function golden(args: string, files = stored) {
  return runCommand(["golden", ...args.split(" ")], files);
}

function check(args: string, files = stored) {
  return golden(`check ${args} --folder golden`, files);
}

/** A bound of smooth L1 has another value, or is no float32 any more. */
function withBound(bound: number): Record<string, string> {
  const file = "golden/smooth_l1_loss.json";
  return { ...stored, [file]: stored[file].replaceAll("0.30175766348838806", String(bound)) };
}

const flipped = withBound(0.30175966348838806);

Deno.test("the golden folder is below 8 MB", () => {
  assert(size > 1e6 && size < 8e6, String(size));
});

Deno.test("golden check passes the reference on every case, and says which form it is", async () => {
  const { code, out } = await check("reference");
  assertEquals([code, out.includes("skipped")], [0, false], out);
  assertStringIncludes(out, "textbook");
  assertStringIncludes(out, "conforms");
});

Deno.test("golden check fails a wrong implementation, and shows the case", async () => {
  const { code, out } = await check("src/cli/fixtures/wrong.ts");
  assertEquals(code, 1, out);
  assertStringIncludes(out, "does not conform");
  assertStringIncludes(out, "expected");
  assertStringIncludes(out, "allowed");
});

Deno.test("golden check needs a known loss, a folder, cases, and an implementation", async () => {
  const unknown = await check("reference --loss smooth_l1");
  assertEquals([unknown.code, unknown.err.includes("smooth_l1_loss")], [2, true]);
  const nowhere = await golden("check reference --folder nowhere");
  assertEquals(nowhere.code, 2);
  assertStringIncludes(nowhere.err, 'Cannot read "nowhere": there are no golden files');
  const none = await check("src/cli/fixtures/wrong.ts --dtype bf16 --loss cross_entropy");
  assertEquals(none.code, 2);
  assertStringIncludes(none.err, "Nothing was tried");
  assertEquals((await check("no_such_module")).code, 3);
});

Deno.test("golden check names a file that is spoiled, and where", async () => {
  const file = "golden/l1_loss.json";
  const twice = { ...stored, [file]: stored[file].replace('"boxes_mean/f32"', '"boxes_mean/f64"') };
  const { code, err } = await check("reference", twice);
  assertEquals(code, 2);
  assertEquals(err, `${file}: cases[1].name "boxes_mean/f64" is cases[0]'s, too\n`);
});

Deno.test("golden check names a flipped digit that leaves no number of the format", async () => {
  const { code, err } = await check("reference", flipped);
  assertEquals(code, 2);
  assertStringIncludes(
    err,
    'golden/smooth_l1_loss.json: cases[1] ("boxes_mean/f32") cannot be read',
  );
  assertStringIncludes(err, "is no f32 number: 0.30175966348838806");
});

Deno.test("golden check refuses numbers that are changed, and a manifest that is no JSON", async () => {
  const moved = withBound(stepFloat(0.30175766348838806, 2, "f32"));
  const { code, err } = await check("reference", moved);
  assertEquals(code, 2);
  assertEquals(
    err,
    "golden/smooth_l1_loss.json: is not what the manifest says: its digest is another\n",
  );
  const cut = { ...stored, "golden/manifest.json": stored["golden/manifest.json"].slice(0, 300) };
  assertStringIncludes((await check("reference", cut)).err, "golden/manifest.json: is no JSON");
  const { "golden/manifest.json": _, ...own } = moved;
  assertEquals((await check("reference --loss l1_loss", own)).code, 0);
});

Deno.test("golden diff tells which case differs, and by how many ulps", async () => {
  const both: Record<string, string> = { ...stored };
  const moved = withBound(stepFloat(0.30175766348838806, 2, "f32"));
  for (const [name, text] of Object.entries(moved)) both[name.replace("golden", "other")] = text;
  const { code, out } = await golden("diff golden other", both);
  assertEquals(code, 1);
  assertStringIncludes(out, "smooth_l1_loss\n  boxes_mean/f32: value, least of textbook[0] was");
  assertStringIncludes(out, "(2 ulps)");
  assertEquals((await golden("diff golden golden")).code, 0);
  assertEquals((await golden("diff golden nowhere")).code, 2);
});

Deno.test("golden generate refuses to lose what it has not made", async () => {
  const changed = await golden("generate --folder golden", flipped);
  assertEquals(changed.code, 2);
  assertEquals(
    changed.err,
    'Cannot replace "golden": smooth_l1_loss.json is not what the manifest says: its digest is ' +
      "another; --force replaces it all the same\n",
  );
  assertEquals(changed.files, flipped);
  const strange = { ...stored, "golden/thesis.docx": "years of work" };
  const other = await golden("generate --folder golden --force", strange);
  assertEquals(other.code, 2);
  assertStringIncludes(other.err, 'it holds "thesis.docx", which is no golden file');
  assert("golden/thesis.docx" in other.files);
});
