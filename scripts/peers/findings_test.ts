import { assert, assertEquals, assertMatch } from "@std/assert";
import { outcomes, wholeRun } from "../../src/report/_sample_run.ts";
import { summarize } from "../../src/report/mod.ts";
import type { Judged } from "../../src/runner/mod.ts";
import { disputes } from "./disputes.ts";
import { findingsOf } from "./findings.ts";

Deno.test("findingsOf() tells faults, disputes, consequences and lesser obligations apart", () => {
  const failed = outcomes.find(({ counterexample }) => counterexample !== undefined);
  if (failed?.counterexample === undefined) throw new Error("The sample has no counterexample");
  const { counterexample } = failed;
  const { header } = summarize(wholeRun);
  const kindOf = (changes: Partial<Judged>, name = "mine") => {
    const judged = { ...failed, ...changes };
    const renamed = { ...header, implementation: { ...header.implementation, name } };
    return findingsOf(summarize([renamed, judged])).map(({ kind }) => kind);
  };
  const nan = { ...counterexample, fault: { ...counterexample.fault, got: NaN } };
  assertEquals(kindOf({ level: "must" }), ["fault"]);
  assertEquals(kindOf({ level: "should" }), ["should"]);
  assertEquals(kindOf({ check: "l1_loss/upstream/pred", counterexample: nan }), ["consequence"]);
  assertEquals(kindOf({ check: "l1_loss/gradient/pred", counterexample: nan }), ["fault"]);
  const broadcast = "l1_loss/rejects/shapes_differ.pred.target";
  assertEquals(kindOf({ check: broadcast }, "PyTorch"), ["dispute"]);
  assertEquals(kindOf({ check: broadcast }), ["fault"]);
  const beta = "smooth_l1_loss/rejects/param_out_of_range.beta";
  assertEquals(kindOf({ check: beta }, "PyTorch"), ["fault"], "its beta is not 0");
});

Deno.test("disputes each link to where a reader can see it", () => {
  for (const { source, what, of } of disputes) {
    assert(what && source.title && of.length > 0);
    assertMatch(source.url, /^https:\/\//);
  }
});
