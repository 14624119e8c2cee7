import { assert, assertEquals } from "@std/assert";
import { randomFrom } from "../rigour/random.ts";
import { formulaReader } from "../../src/cli/losses/formula_reader.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { parseSpec, resolveSpecs } from "../../src/spec_files/mod.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { plainly } from "./plain_implementation.ts";
import { examineSpec } from "./examine_spec.ts";
import { randomSpec, type SpecData } from "./random_spec.ts";
import { shrinkSpec } from "./shrink_spec.ts";

Deno.test("random specs are taken, and honest implementations of them are not accused", async () => {
  let cases = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const random = randomFrom(seed);
    const spec = randomSpec(random, 1 + random.below(8));
    const examined = await examineSpec(JSON.stringify(spec), 2, seed);
    assertEquals(examined.bug, undefined, `seed ${seed}`);
    cases += examined.cases;
  }
  assert(cases > 200, `${cases} cases`);
});

Deno.test("what overflows on the way, and is lost again, accuses nobody", async () => {
  const spec = randomSpec(randomFrom(7), 1);
  const forms = { first: "softplus(pred - log(exp(pred * pred)))" };
  const plain: SpecData = { ...spec, invariants: [], formula: { ...spec.formula, let: {}, forms } };
  // Seeds whose implementations compute in float64.
  for (const seed of [4, 8]) {
    const examined = await examineSpec(JSON.stringify(plain), 50, seed);
    assertEquals(examined.bug, undefined, `seed ${seed}`);
    assert(examined.cases > 50, `${examined.cases} cases`);
  }
});

Deno.test("shrinkSpec() keeps what the bug needs, and little else", async () => {
  const random = randomFrom(7);
  const spec = randomSpec(random, 8);
  const forms = { first: "exp(pred) + log(abs(pred - 1)) * 2" };
  const broken: SpecData = { ...spec, formula: { ...spec.formula, forms } };
  const smallest = await shrinkSpec(
    broken,
    ({ formula }) => Promise.resolve(JSON.stringify(formula.forms).includes("log(")),
  );
  const { first } = smallest.formula.forms;
  assert(typeof first === "string" && first.length < 16, `${first}`);
  assertEquals([smallest.invariants, smallest.formula.let, smallest.inputs], [[], {}, {}]);
});

Deno.test("plainly() reads a choice of a choice of many classes", () => {
  const text = JSON.stringify({
    id: "choices",
    title: "Choices",
    family: "regression",
    summary: "A choice of a choice.",
    inputs: { pred: { shape: ["N", "C"], grad: true } },
    output: ["N"],
    reduction: { modes: ["sum"], denominators: {} },
    formula: { forms: { first: "sum(onehot_argmax(onehot_argmax(exp(pred), C), C), C)" } },
  });
  const loaded = [{ file: "choices.json", spec: parseSpec(text, "choices.json") }];
  const [spec] = resolveSpecs(loaded, { known: builtinSpecs, reader: formulaReader }).values();
  const answerTo = (classes: number) =>
    plainly(spec)({
      loss: spec.id,
      dtype: "f64",
      inputs: { pred: tensor("f64", [1, classes], new Float64Array(classes).fill(0.5)) },
      params: {},
      reduction: "sum",
      gradients: false,
    });
  assertEquals(answerTo(2), { value: tensor("f64", [], [1]) });
  assertEquals(answerTo(3000), { value: tensor("f64", [], [1]) });
});
