import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../oracle/mod.ts";
import { boundaryHits } from "../generate/internal.ts";
import { builtinSpecs } from "../spec/mod.ts";
import type { Evaluation } from "./fixture.ts";
import { storedFixtureOf } from "./_cases.ts";
import { purposes, recordOf } from "../losses/internal.ts";
import { outputsOf } from "./judge.ts";
import { readFixture } from "./read_fixture.ts";
import { makeSuite } from "./suite.ts";
import { writeFixture } from "./write_fixture.ts";

for (const [loss, spec] of builtinSpecs) {
  Deno.test(`the golden file of ${loss} has at least 60 cases, each with a reason of its own`, () => {
    const { cases } = storedFixtureOf(loss);
    assert(cases.length >= 60, `${cases.length} cases`);
    for (const { why, purpose } of cases) {
      assert(why.length > 20 && purposes.includes(purpose), why);
    }
    const reasons = recordOf(loss)!.ideas.map(({ slug, why }) => [why, slug] as const);
    assertEquals(new Map(reasons).size, new Set(reasons.map(([, slug]) => slug)).size);
  });

  Deno.test(`the golden file of ${loss} has a refused case for whatever its spec must refuse`, () => {
    const { cases } = storedFixtureOf(loss);
    const levels = cases.flatMap((golden) => "level" in golden ? [golden.level] : []);
    for (const { level } of spec.rejects) {
      assert(level === "may" || levels.includes(level), level);
    }
  });

  Deno.test(`the golden file of ${loss} has cases on each of its boundaries`, () => {
    const hits = storedFixtureOf(loss).cases.flatMap(({ call }) =>
      call.gradients
        ? boundaryHits(spec, call).map(({ boundary, side }) => `${side} ${boundary}`)
        : []
    );
    for (const { name } of spec.boundaries) assert(hits.includes(`at ${name}`), name);
  });

  Deno.test(`readFixture() reads what writeFixture() writes of ${loss}`, () => {
    const fixture = storedFixtureOf(loss);
    const text = writeFixture(fixture);
    const read = readFixture(text, "golden.json");
    assertEquals(read, fixture);
    assertEquals(writeFixture(read), text);
  });
}

Deno.test("makeSuite() gives the same bytes under another global seed, after other losses", async () => {
  const before = fc.readConfigureGlobal();
  try {
    fc.configureGlobal({ seed: 987654321, numRuns: 3 });
    const oracle = await createOracle([...builtinSpecs.values()].reverse());
    makeSuite(oracle, builtinSpecs.get("huber_loss")!, recordOf("huber_loss")!.ideas);
    const loss = "smooth_l1_loss";
    const { fixture } = makeSuite(oracle, builtinSpecs.get(loss)!, recordOf(loss)!.ideas);
    assertEquals(writeFixture(fixture), writeFixture(storedFixtureOf(loss)));
  } finally {
    fc.configureGlobal(before);
  }
});

/** Values to 25 digits, by mpmath with 60. */
const anchors: readonly (readonly [loss: string, x: number, t: number, value: string])[] = [
  ["binary_cross_entropy_with_logits", 0, 1, "0.6931471805599453094172321"],
  ["binary_cross_entropy_with_logits", 16, 1, "1.125351683871768150213415e-7"],
  ["binary_cross_entropy_with_logits", 17, 1, "4.13993763308974744770836e-8"],
  ["sigmoid_focal_loss", 0, 1, "0.04332169878499658183857701"],
  ["sigmoid_focal_loss", 0, 0, "0.129965096354989745515731"],
  ["sigmoid_focal_loss", 2, 1, "4.508907088100938445982334e-4"],
  ["sigmoid_focal_loss", 2, 0, "1.237558634566056654143712"],
  ["sigmoid_focal_loss", 10, 1, "2.339140240962473342718678e-14"],
  ["sigmoid_focal_loss", 10, 0, "7.499353093509675028377368"],
  ["sigmoid_focal_loss", 16, 1, "3.562909204470726698349079e-22"],
  ["sigmoid_focal_loss", 16, 0, "11.99999738355761994181117"],
  ["sigmoid_focal_loss", 17, 1, "1.773868356978557227228901e-23"],
  ["sigmoid_focal_loss", 50, 1, "1.793773993291102604957308e-66"],
  ["sigmoid_focal_loss", 50, 0, "37.49999999999999999998568"],
];

Deno.test("golden files have the values that are known to 25 digits", () => {
  for (const [loss, x, t, value] of anchors) {
    let found = 0;
    for (const golden of storedFixtureOf(loss).cases) {
      if (golden.purpose !== "anchor" || !("value" in golden)) continue;
      const { pred, target } = golden.call.inputs;
      for (const [i, logit] of pred.data.entries()) {
        if (logit !== x || target.data[i] !== t) continue;
        found++;
        const { expected, expected_f64 = expected } = golden.value;
        assertEquals(expected_f64[i], Number(value), `${loss} at ${x}, ${t}`);
      }
    }
    assertEquals(found >= 4, true, `${loss} at ${x}, ${t} in each format`);
  }
});

Deno.test("golden files know the factor that the notes leave out, and the printed zero", () => {
  const valueOf = (loss: string, name: string) => {
    const golden = storedFixtureOf(loss).cases.find((one) => one.name === name);
    if (golden === undefined || !("value" in golden)) throw new Error(name);
    return golden.value.expected as readonly number[];
  };
  const whole = valueOf("sigmoid_focal_loss", "gamma_zero_no_alpha/f64");
  const half = valueOf("sigmoid_focal_loss", "gamma_zero_alpha_half/f64");
  half.forEach((x, i) => assertAlmostEquals(2 * x, whole[i], 1e-15));
  assert(valueOf("softmax_focal_loss", "printed_with_y/f64").every((x) => x > 0.001));
});

Deno.test("golden files have bounds that hold the rounded result in the first form", () => {
  for (const loss of builtinSpecs.keys()) {
    for (const golden of storedFixtureOf(loss).cases) {
      if (!("value" in golden)) continue;
      for (const [output, { expected, forms: [first] }] of outputsOf(golden)) {
        expected.forEach((x, i) => {
          if (x === null || !Number.isFinite(x)) return;
          assert(first.lo[i] <= x && x <= first.hi[i], `${loss} ${golden.name} ${output} ${i}`);
        });
      }
    }
  }
});

Deno.test("golden files call a kink what is one, and undecided what no precision tells from a tie", () => {
  const found = (loss: string, name: string) => {
    const golden = storedFixtureOf(loss).cases.find((one) => one.name === name);
    if (golden === undefined || !("value" in golden)) throw new Error(name);
    return (golden as Evaluation).gradients;
  };
  const openOf = (loss: string, name: string, output: string) =>
    found(loss, name)[output].open?.map(({ element, why }) => [element, why]);
  const bce = "binary_cross_entropy";
  assertEquals(openOf(bce, "clip_both_sides/f64", "pred"), [[2, "kink"], [5, "kink"]]);
  // log1p(-1/2) - log(1/2) is 0, and less than any float64 in all that is computed.
  assertEquals(found(bce, "clip_both_sides/f64").target.expected[4], 0);
  // 0·(1/0), where the 0 does not depend on the prediction
  assertEquals(openOf(bce, "perfect/f64", "pred"), undefined);
  assertEquals(openOf("kd_kl_div_loss", "almost_a_tie/f64", "pred"), [
    [0, "undecided"],
    [1, "undecided"],
  ]);
});
