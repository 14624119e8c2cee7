import { assertEquals } from "@std/assert";
import { renderJson, reportJsonSchema, reportOf, reportSchema } from "./json.ts";
import { cutRun, outcomes, runOf, wholeRun } from "./_sample_run.ts";

Deno.test("renderJson() writes a document that reads back exactly", () => {
  for (const run of [wholeRun, cutRun, runOf([])]) {
    assertEquals(reportSchema.decode(JSON.parse(renderJson(run))), reportOf(run));
  }
});

Deno.test("reportOf() tells the counts, and whether the run is complete and conforms", () => {
  const { complete, conforms, counts, planned, violations, cases } = reportOf(wholeRun);
  assertEquals({ complete, conforms, counts, planned, violations, cases }, {
    complete: true,
    conforms: false,
    counts: { pass: 1, fail: 2, undecided: 1, skipped: 1 },
    planned: 5,
    violations: 1,
    cases: 500,
  });
  assertEquals(reportOf(runOf([outcomes[0]])).conforms, true);
  const cut = reportOf(cutRun);
  assertEquals([cut.complete, cut.conforms, cut.checks.length, cut.planned], [false, false, 1, 5]);
});

Deno.test("reportJsonSchema() is what spec/report.schema.json holds (deno task report:schema)", async () => {
  const file = new URL(import.meta.resolve("lossproof/spec/report.schema.json"));
  assertEquals(JSON.parse(await Deno.readTextFile(file)), reportJsonSchema());
});
