import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { outcomes, wholeRun } from "../../src/report/_sample_run.ts";
import { summarize } from "../../src/report/mod.ts";
import type { Judged } from "../../src/runner/mod.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { accuracyMarkdown } from "./accuracy_md.ts";
import { callText } from "./call_text.ts";
import { disputes } from "./disputes.ts";
import { findingsOf } from "./findings.ts";
import { exponent, table } from "./markdown.ts";

const findings = findingsOf(summarize(wholeRun));
const text = accuracyMarkdown([{ events: wholeRun, findings }], "deno task peers");

Deno.test("accuracyMarkdown() shows each output's form and worst multiple, and each fault", () => {
  assertStringIncludes(
    text,
    "| smooth_l1_loss | f32 | value | stable | 0.71 A | pred [0.1 -0 NaN Infinity]",
  );
  assertStringIncludes(text, "| smooth_l1_loss | f32 | ∂ target | paper | 1.5 A |");
  assertMatch(text, /\| `smooth_l1_loss\/agreement\/gradient` +\| f16 /);
  const rows = text.split("\n").filter((line) => line.startsWith("| smooth_l1_loss | f"));
  assertEquals(new Set(rows).size, rows.length);
});

Deno.test("accuracyMarkdown() marks a format in which an answer evaluates no listed form", () => {
  const summary = text.split("\n").find((line) => line.includes("| smooth_l1_loss | "));
  assertStringIncludes(summary ?? "", "✗");
});

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
    assert(what && of.length > 0);
    assertMatch(source, /^\[.+\]\(https:\/\/.+\)$/);
  }
});

Deno.test("callText() leaves out defaults and dialects, and shortens long tensors", () => {
  const call = {
    loss: "sigmoid_focal_loss",
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [2, 3], [Math.fround(0.1), 2, 3, 4, 5, 6]),
      target: tensor("f32", [1], [1]),
    },
    params: { gamma: 0.5, alpha: 0.25, clip: 1e-7 },
    reduction: "mean",
    gradients: true,
  } as const;
  assertEquals(
    callText(call, { output: "pred", element: 4 }),
    "pred [0.1 2 3 4 …] of [2, 3], target [1], gamma 0.5, mean, ∂ pred at [1, 1]",
  );
});

Deno.test("table() has no head without rows; exponent() is short", () => {
  assertEquals(table(["a"], []), []);
  assertEquals(table(["a", "b"], [["1|2∂", "3"]]), [
    "| a     | b   |",
    "| ----- | --- |",
    "| 1\\|2∂ | 3   |",
  ]);
  assertEquals(table(["a"], [["x".repeat(200)]])[0], "| a |");
  assertEquals([0, 0.5712, 12.3, 413, 389853].map(exponent), ["0", "0.57", "12", "410", "4e5"]);
});
