import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { summarize } from "../../src/report/mod.ts";
import { wholeRun } from "../../src/report/_sample_run.ts";
import { SpecError } from "../../src/spec_files/mod.ts";
import { findingsOf } from "./findings.ts";
import { readRecord, recordJsonSchema, writeRecord } from "./record.ts";
import { recordOf } from "./record_run.ts";

const record = recordOf(wholeRun, findingsOf(summarize(wholeRun)));

Deno.test("a record keeps what the pages shorten, and comes back from its file", () => {
  const text = writeRecord(record);
  const back = readRecord(text, "smooth.json");
  assertEquals(back, record);
  const [worst] = back.accuracy;
  if (worst.form === null) throw new Error("The sample has no form");
  assertEquals(worst.multiple, 0.7123);
  assertEquals(worst.worst?.call.inputs.target.data.length, 1000);
  assertEquals(back.faults[0].counterexample?.fault.allowed, [0.375, 0.625]);
});

Deno.test("readRecord() says what is wrong, and where", () => {
  const wrong = writeRecord(record).replace('"hold"', '"holds"');
  const { message } = assertThrows(() => readRecord(wrong, "smooth.json"), SpecError);
  assertStringIncludes(
    message,
    'smooth.json: the file has an unknown key "holds": did you mean "hold"?',
  );
});

Deno.test("recordJsonSchema() says what each part of a record is", () => {
  const { properties } = JSON.parse(recordJsonSchema());
  assertEquals(properties.hold.description, "Checks that hold");
});
