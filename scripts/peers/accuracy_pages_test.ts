import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { summarize } from "../../src/report/mod.ts";
import { wholeRun } from "../../src/report/_sample_run.ts";
import { pagesOf, readRecords, shippedFolder } from "./accuracy_folder.ts";
import { findingsOf } from "./findings.ts";
import { libraryPage } from "./library_page.ts";
import { writeRecord } from "./record.ts";
import { recordOf } from "./record_run.ts";
import { summaryPage } from "./summary_page.ts";

const record = recordOf(wholeRun, findingsOf(summarize(wholeRun)));
const page = libraryPage(record);

Deno.test("the pages of golden/accuracy are what the JSON beside them gives", async () => {
  const records = await readRecords(shippedFolder);
  const pages = pagesOf(records);
  for (const [file, text] of pages) {
    const there = await Deno.readTextFile(new URL(file, shippedFolder));
    assert(there === text, `${file} is not what deno task accuracy:pages makes`);
  }
  const files = await Array.fromAsync(Deno.readDir(shippedFolder), ({ name }) => name);
  const made = [...pages.keys(), ...[...records.keys()].map((name) => `${name}.json`)];
  assertEquals(files.toSorted(), made.toSorted());
});

Deno.test("the records of golden/accuracy come back as they are written", async () => {
  for (const [name, record] of await readRecords(shippedFolder)) {
    const file = `${name}.json`;
    const text = await Deno.readTextFile(new URL(file, shippedFolder));
    assert(writeRecord(record) === text, `${file} is laid out otherwise`);
  }
});

Deno.test("libraryPage() shows each output's form and worst multiple, and each fault", () => {
  assertStringIncludes(
    page,
    "| smooth_l1_loss | f32 | value | stable | 0.71 A | pred [0.1 -0 NaN Infinity]",
  );
  assertStringIncludes(page, "| smooth_l1_loss | f32 | ∂ target | paper | 1.5 A |");
  assertMatch(page, /\| `smooth_l1_loss\/agreement\/gradient` +\| f16 /);
  const rows = page.split("\n").filter((line) => line.startsWith("| smooth_l1_loss | f"));
  assertEquals(new Set(rows).size, rows.length);
});

Deno.test("libraryPage() cites the spec for a dialect of which the library does not tell", () => {
  const dialects = [{ loss: "l1_loss", param: "epsilon", value: 1e-7 }];
  assertStringIncludes(
    libraryPage({ ...record, dialects }),
    "Declared: l1_loss with epsilon = 1e-7 ([the spec](../../spec/l1_loss.json)).",
  );
});

Deno.test("summaryPage() marks a format in which an answer evaluates no listed form", () => {
  const text = summaryPage(new Map([["smooth", record]]));
  assertStringIncludes(text, "[smooth](smooth.md)");
  const row = text.split("\n").find((line) => line.includes("| smooth_l1_loss | "));
  assertStringIncludes(row ?? "", "✗");
});
