import { assertEquals } from "@std/assert";
import { specSchema } from "../spec_files/internal.ts";
import { doubleCall } from "./_fake.ts";
import { foldWorst } from "./worst.ts";

const spec = specSchema.parse({
  id: "double",
  title: "Double",
  family: "regression",
  summary: "Twice the sum.",
  inputs: { pred: { shape: ["*"] } },
  output: ["*"],
  reduction: { modes: ["sum"] },
  formula: { forms: { stable: "2 * pred", paper: "pred + pred" } },
});
const trial = { calls: [doubleCall([1])], facts: {} };
const accuracy = (multiple: number, form: string, output = "value") => [
  { output, multiple, form, call: 0, element: 0 },
];

function fold(...all: ReturnType<typeof accuracy>[]) {
  let worst: ReturnType<typeof foldWorst> = new Map();
  for (const one of all) worst = foldWorst(worst, one, trial, spec);
  return [...worst.values()].map(({ output, multiple, form }) => [output, multiple, form]);
}

Deno.test("foldWorst() keeps the worst multiple and the least accurate form of each output", () => {
  assertEquals(
    fold(
      accuracy(0.5, "paper"),
      accuracy(0.7, "stable"),
      accuracy(0.6, "stable"),
      accuracy(0.1, "stable", "pred"),
    ),
    [["value", 0.7, "paper"], ["pred", 0.1, "stable"]],
  );
});

Deno.test("foldWorst() lets a finite multiple replace NaN and infinity, never the other way", () => {
  assertEquals(fold(accuracy(1, "stable"), accuracy(Infinity, "stable")), [["value", 1, "stable"]]);
  assertEquals(fold(accuracy(Infinity, "stable"), accuracy(0, "stable")), [["value", 0, "stable"]]);
  assertEquals(fold(accuracy(NaN, "stable"), accuracy(0, "stable")), [["value", 0, "stable"]]);
  assertEquals(fold(accuracy(0, "stable"), accuracy(NaN, "paper")), [["value", 0, "paper"]]);
});
