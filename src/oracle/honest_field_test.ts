import { assert, assertEquals } from "@std/assert";
import type { DeclaredArithmetic } from "../spec/mod.ts";
import { roundTo, stepFloat } from "../tensor/mod.ts";
import { userCall, userLoss } from "./_user_loss.ts";
import { createOracle, type OracleOptions } from "./oracle.ts";

const spec = userLoss("x * y");
const call = userCall([1.1].map((x) => roundTo(x, "f32")), [roundTo(1.7, "f32")], "f32");
const exact = call.inputs.x.data[0] * call.inputs.y.data[0];
const nearest = roundTo(exact, "f32");
/** The other neighbour of the exact product. */
const other = stepFloat(nearest, nearest < exact ? 1 : -1, "f32");

/** Which of the floats around the exact product are honest. */
async function honest(options: OracleOptions) {
  const oracle = await createOracle([spec], options);
  const enclosures = oracle.enclose(call);
  const answers = [nearest, other, stepFloat(other, other > nearest ? 1 : -1, "f32")];
  return answers.map((answer) => oracle.stand(enclosures, "value", 0, answer).inside);
}

Deno.test("directed and stochastic rounding are honest where they are declared", async () => {
  assert(exact !== nearest);
  assertEquals(await honest({}), [true, false, false]);
  for (const rounding of ["faithful", "toward_zero", "toward_positive"] as const) {
    assertEquals(await honest({ arithmetic: { rounding } }), [true, true, false], rounding);
  }
});

Deno.test("a loss's own arithmetic counts, and a format's before all", async () => {
  const ofLoss = (arithmetic: DeclaredArithmetic) =>
    honest({ arithmetic: { rounding: "faithful" }, losses: { [spec.id]: { arithmetic } } });
  assertEquals(await ofLoss({ rounding: "nearest_even" }), [true, false, false]);
  assertEquals(await ofLoss({ f32: { rounding: "faithful" } }), [true, true, false]);
  assertEquals(
    await ofLoss({ rounding: "faithful", f32: { rounding: "nearest_even" } }),
    [true, false, false],
  );
});
