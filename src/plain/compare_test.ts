import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { casesOf } from "../depth.ts";
import { callArbitrary } from "../generate/mod.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import { userCall, userLoss } from "../oracle/_user_loss.ts";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call, type Spec, specDigest } from "../spec/mod.ts";
import { compareCall, type Known } from "./mod.ts";

const oracle = await createOracle(builtinSpecs.values());

function callsOf(spec: Spec, numRuns: number): readonly Call[] {
  return [true, false].flatMap((ordinary) => {
    const options = { dtype: "f64", ordinary, rows: { max: 6 }, classes: { max: 5 } } as const;
    return fc.sample(callArbitrary(spec, options), { seed: 14, numRuns });
  });
}

/** What the oracle knows, changed. */
type Change = (known: Known, output: string, call: Call) => Known;

function scaled(factor: number): (known: Known) => Known {
  return ({ lo, hi }) => ({
    lo: Float64Array.from(lo, (x) => x * factor),
    hi: Float64Array.from(hi, (x) => x * factor),
  });
}

/** Compares a call with what the oracle knows of it, changed. */
function compared(spec: Spec, call: Call, change: Change = (known) => known) {
  const enclosures = oracle.enclose(call);
  const known = (asked: Call, output: string) => {
    const own = asked === call ? enclosures : oracle.enclose(asked);
    return change(enclosuresOf(own, output)!.truth, output, call);
  };
  return compareCall(spec, call, known, 12);
}

for (const spec of builtinSpecs.values()) {
  Deno.test(`compareCall() reads ${spec.id} as the oracle does, ${specDigest(spec)}`, () => {
    let numbers = 0;
    for (const call of callsOf(spec, casesOf(20))) {
      const found = compared(spec, call);
      assertEquals(found.disagreement, undefined);
      numbers += found.compared;
    }
    assert(numbers > 100, `${numbers} numbers`);
  });
}

Deno.test("compareCall() takes no quotient for a slope that it steps over", async () => {
  // The pole stays where it is while x moves, at a distance of a few ulps.
  const spec = userLoss("1 / abs(log(exp(stop_gradient(x)) + exp(y)) - x)");
  const own = await createOracle([spec]);
  for (let y = 3; y < 12; y += 0.125) {
    const call = userCall([38.5], [y]);
    const known = (asked: Call, output: string) => enclosuresOf(own.enclose(asked), output)!.truth;
    assertEquals(compareCall(spec, call, known, 1).disagreement, undefined, `y = ${y}`);
  }
});

const changes: Readonly<Record<string, Change>> = {
  "a value that is off by a billionth": (known, output) =>
    output === "value" ? scaled(1 + 1e-9)(known) : known,
  "gradients that are off by a thousandth": (known, output) =>
    output === "value" ? known : scaled(1.001)(known),
  "gradients of the other sign": (known, output) => output === "value" ? known : scaled(-1)(known),
  "a mean that divides by half as much": (known, _, { reduction }) =>
    reduction === "mean" ? scaled(2)(known) : known,
  "a gradient from above that is not multiplied": (known, output, { upstream, reduction }) =>
    output === "value" || upstream === undefined || reduction === "none"
      ? known
      : scaled(1 / upstream.data[0])(known),
};

/** Whether a call has what is changed: an update has no gradient, and is not reduced. */
function isChanged({ inputs }: Spec, call: Call, change: Change): boolean {
  const known: Known = { lo: Float64Array.of(1), hi: Float64Array.of(1) };
  const outputs = ["value", ...Object.keys(inputs).filter((name) => inputs[name].grad)];
  return outputs.some((output) => change(known, output, call) !== known);
}

for (const [what, change] of Object.entries(changes)) {
  Deno.test(`compareCall() tells ${what}, of every loss that has it`, () => {
    for (const spec of builtinSpecs.values()) {
      const calls = callsOf(spec, casesOf(20));
      if (!calls.some((call) => isChanged(spec, call, change))) continue;
      const isTold = calls.some((call) => compared(spec, call, change).disagreement !== undefined);
      assert(isTold, spec.id);
    }
  });
}
