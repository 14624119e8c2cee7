import { assert } from "@std/assert";
import {
  buildFormula,
  createGraph,
  evaluator,
  honestArithmetic,
  intervalField,
  tapeOf,
  truthField,
} from "../../src/oracle/internal.ts";
import { pushed } from "./pushed.ts";
import { randomFrom } from "./random.ts";

/** The ends that pushing gives of a formula of x. */
function endsOf(text: string, x: number): readonly [number, number] {
  const graph = createGraph([]);
  const node = buildFormula(graph, text, new Map([["x", { kind: "input", axes: [] }]]));
  const surroundings = { lengthOf: () => 1, isRepresentable: () => true };
  const [honest, exact] = [intervalField(honestArithmetic("bf16")), truthField].map((field) =>
    evaluator(graph, field, new Map([["x", [field.points([x])]]]), surroundings)
  );
  const tape = tapeOf(graph, node, honest, exact, () => 1, 1000)!;
  return pushed(tape, 0, 0, "bf16", randomFrom(1));
}

Deno.test("no rounding makes a positive number negative, not even one that float64 has as 0", () => {
  const cases = [["exp(x)^185", -5.5], ["sigmoid(x)", -800], ["softplus(x)", -800]] as const;
  for (const [text, x] of cases) {
    const [least, most] = endsOf(text, x);
    assert(least >= 0 && most > 0, `${text}: ${least}, ${most}`);
  }
});

Deno.test("pushing spreads a result to both sides", () => {
  const [least, most] = endsOf("exp(x) - x", 1);
  assert(least < Math.E - 1 && Math.E - 1 < most, `${least}, ${most}`);
});
