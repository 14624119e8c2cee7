import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { builtinSpecs } from "../../spec/mod.ts";
import { flipped, folderSize, golden, stored } from "./_stored.ts";

Deno.test("the golden folder is below 1 MB a loss", () => {
  const each = folderSize / builtinSpecs.size;
  assert(each > 1e5 && each < 1e6, `${each} bytes a loss`);
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
