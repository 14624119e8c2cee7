import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { stepFloat } from "../../tensor/mod.ts";
import {
  bound,
  caseName,
  flipped,
  golden,
  noFloat32,
  place,
  stored,
  withBound,
} from "./_stored.ts";

function check(args: string, files = stored) {
  return golden(`check ${args} --folder golden`, files);
}

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

Deno.test("golden check skips what lies outside a declared domain, with a count", async () => {
  const { code, out } = await check("src/cli/fixtures/narrow.ts");
  assertEquals(code, 0, out);
  assertMatch(out, /\d+ skipped of l1_loss: outside its declared domain of target/);
  assertStringIncludes(out, "conforms within its declared domain\n");
});

Deno.test("golden check says on how many cases an implementation conforms that takes few", async () => {
  const { code, out } = await check("src/cli/fixtures/hollow.ts");
  assertEquals(code, 0, out);
  assertMatch(out, /: conforms on \d+ of \d+ cases asked\n$/);
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
    `golden/smooth_l1_loss.json: cases[${place}] ("${caseName}") cannot be read`,
  );
  assertStringIncludes(err, `is no f32 number: ${noFloat32}`);
});

Deno.test("golden check refuses numbers that are changed, and a manifest that is no JSON", async () => {
  const moved = withBound(stepFloat(bound, 2, "f32"));
  const { code, err } = await check("reference", moved);
  assertEquals(code, 2);
  assertEquals(
    err,
    "golden/smooth_l1_loss.json: is not what the manifest says: its digest is another\n",
  );
  const cut = { ...stored, "golden/manifest.json": stored["golden/manifest.json"].slice(0, 300) };
  assertStringIncludes((await check("reference", cut)).err, "golden/manifest.json: is no JSON");
});

Deno.test("golden check refuses a folder in which something is missing, and names it", async () => {
  for (const name of ["manifest.json", "huber_loss.json", "canary.json", "schema.json"]) {
    const { [`golden/${name}`]: _, ...rest } = stored;
    const { code, out, err } = await check("reference --loss l1_loss", rest);
    assertEquals([code, out, err], [2, "", `golden/${name}: is missing\n`]);
  }
});
