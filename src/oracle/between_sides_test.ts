import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import { floatDTypes, roundTo, tensor } from "../tensor/mod.ts";
import { createOracle } from "./oracle.ts";

const oracle = await createOracle(builtinSpecs.values());

Deno.test("across() is where some form's honest evaluations hold all from side to side, of every loss", () => {
  let met = 0;
  for (const [i, spec] of [...builtinSpecs.values()].entries()) {
    const dtype = floatDTypes[i % floatDTypes.length];
    const options = { dtype, rows: { max: 3 }, classes: { max: 4 }, gradients: true };
    for (const call of fc.sample(callArbitrary(spec, options), { numRuns: 15, seed: 21 })) {
      const enclosures = oracle.enclose(call);
      for (const [input, known] of Object.entries(enclosures.gradients)) {
        const { truth: { lo, hi }, forms } = known;
        for (const element of lo.keys()) {
          if (known.across(element) === 0) continue;
          met++;
          assert(dtype !== "f64");
          assertEquals(known.across(element), hi[element] - lo[element]);
          for (const slope of [lo[element], lo[element] / 2 + hi[element] / 2, hi[element]]) {
            const answer = roundTo(slope, dtype);
            if (!Number.isFinite(answer)) continue;
            const isHeld = forms.some((_, form) =>
              oracle.holds(enclosures, input, form, element, answer)
            );
            assert(isHeld, `${spec.id} ${dtype} ${input} ${element}: ${answer}`);
          }
        }
      }
    }
  }
  assert(met > 100, `${met} kinks`);
});

Deno.test("stand() takes no number for the truth since float64 knows little of it", () => {
  const inputs = {
    pred: tensor("f32", [2, 2], [3.4028232635611926e38, 3.4028232635611926e38, 0, 2 ** -127]),
    soft: tensor("f32", [2, 2], [3.4028234663852886e38, -10, 0, 20]),
    weight: tensor("f32", [2], [0.5, 0]),
  };
  const params = { temperature: 0.5, avg_factor: 1 };
  const asked = { inputs, params, reduction: "mean", gradients: true } as const;
  const enclosures = oracle.enclose({ loss: "kd_kl_div_loss", dtype: "f32", ...asked });
  const { truth: { lo, hi } } = enclosures.value;
  const right = oracle.rounded(enclosures, "value", 0)!;
  assert(lo[0] < -1 && hi[0] > 1, "float64 tells the truth by now: take another call");
  assertEquals(enclosures.value.across(0), 0);
  for (const wrong of [right - 2 ** -20, 0.5, 1]) {
    const standing = oracle.stand(enclosures, "value", 0, wrong);
    assert(!standing.inside || standing.rank > 0);
  }
});
