import { assertEquals } from "@std/assert";
import { builtinSpecs, type Call, type Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { divisorIn, divisorValue } from "./divisor.ts";
import { createOracle } from "./oracle.ts";

const epsilon = 2 ** -23;

/** L1 whose mean is over a factor that is given, and an epsilon. */
const givenMean: Spec = {
  ...builtinSpecs.get("l1_loss")!,
  id: "given_mean",
  params: {
    avg_factor: {
      type: "number",
      default: null,
      nullable: true,
      exclusiveMinimum: 0,
      dialect: false,
    },
  },
  reduction: {
    modes: ["mean"],
    denominators: { mean: { of: "elements", given_by: "avg_factor", given_plus: epsilon } },
    dialects: {},
  },
};

function meanOf(dtype: Call["dtype"], avg_factor: number | null): Call {
  return {
    loss: "given_mean",
    dtype,
    inputs: { pred: tensor(dtype, [2], [1, 2]), target: tensor(dtype, [2], [0, 0]) },
    params: { avg_factor },
    reduction: "mean",
    gradients: false,
  };
}

Deno.test("divisorIn() adds the epsilon to what is given, and to nothing else", () => {
  const divide = (avg_factor: number | null) =>
    divisorValue(
      divisorIn(
        givenMean,
        meanOf("f64", avg_factor),
        givenMean.reduction.denominators.mean,
        () => false,
      ),
    );
  assertEquals(divide(4), 4 + epsilon);
  assertEquals(divide(null), 2);
});

Deno.test("a mean over what is given is honest with the epsilon, and without it where that is rounded away", async () => {
  const oracle = await createOracle([givenMean]);
  const isHonest = (dtype: Call["dtype"], answer: number) =>
    oracle.stand(oracle.enclose(meanOf(dtype, 4)), "value", 0, answer).inside;
  assertEquals(isHonest("f64", 3 / (4 + epsilon)), true);
  assertEquals(isHonest("f64", 0.75), false);
  assertEquals(isHonest("f32", 0.75), true, "4 + 2^-23 is 4 in float32");
  assertEquals(isHonest("f32", 0.75 + 2 ** -20), false);
});
