import { assertEquals, assertStringIncludes } from "@std/assert";
import type { LossIdentity } from "../identify/mod.ts";
import { identityLines, renderIdentities } from "./identity_text.ts";

const identity: LossIdentity = {
  loss: "cross_entropy",
  dtype: "f32",
  scalar: [1],
  declared: {},
  declare: { reduction: "mean_over_rows" },
  findings: [
    {
      witness: "mean",
      asks: "mean",
      status: "found",
      relation: "dialect",
      stance: "computes",
      conventions: [
        { id: "a", says: "over the rows", by: "mmcv", answers: { kind: "computes" } },
        { id: "b", says: "over the rest", answers: { kind: "computes" } },
      ],
    },
    {
      witness: "label_below",
      asks: "label −1",
      status: "found",
      relation: "other",
      stance: "refuses",
      conventions: [{ id: "zero", says: "0", answers: { kind: "gives", value: 0 } }],
    },
    {
      witness: "gamma",
      asks: "gamma",
      status: "unknown",
      relation: "other",
      stance: "computes",
      answer: { rejected: "no" },
      numbers: [],
    },
    { witness: "x", asks: "one", status: "unasked", why: "takes no beta" },
    { witness: "y", asks: "two", status: "unasked", why: "takes no beta" },
  ],
};

Deno.test("identityLines() has a line for each question, and what to declare", () => {
  assertEquals(identityLines(identity, { color: false, width: 100 }), [
    "cross_entropy asked in f32",
    "  ≠ mean                        over the rows, or over the rest, like mmcv",
    "  ! label −1                    0; the spec has it refused",
    "  ? gamma                       no known convention: refused: no",
    "  · shape of a reduced value    [1]",
    "  – not asked: one; two (takes no beta)",
    '  → dialect                     declare "dialect": {"reduction":"mean_over_rows"}',
  ]);
});

Deno.test("renderIdentities() says last whether all is as declared", () => {
  const about = { name: "mine", dtypes: ["f32"] as const, losses: {} };
  const text = renderIdentities(about, [identity], { color: false, width: 60 });
  for (const line of text.split("\n")) assertEquals([...line].length <= 66, true, line);
  assertStringIncludes(text, "mine: 1 of 1 loss differs from what is declared:\ncross_entropy\n");
});
