import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Judged } from "./event.ts";
import { evidenceByLoss, isJudged, lackingEvidence, shareOf } from "./evidence.ts";
import { footerOf } from "./footer.ts";

/** Any outcome of a loss, whose counts fit together. */
const outcome: fc.Arbitrary<Judged> = fc.record({
  loss: fc.constantFrom("a", "b"),
  level: fc.constantFrom("must" as const, "should" as const),
  passed: fc.nat(50),
  undecided: fc.nat(50),
  skipped: fc.nat(50),
  failed: fc.boolean(),
  outside: fc.nat(5),
}).map(({ loss, level, passed, undecided, skipped, failed, outside }) => ({
  type: "judged",
  check: `${loss}/agreement/none`,
  loss,
  dtype: "f32",
  level,
  status: failed ? "fail" : passed > 0 ? "pass" : undecided > 0 ? "undecided" : "skipped",
  cases: passed + undecided + skipped + Number(failed),
  weak: 0,
  undecided,
  skipped,
  outside,
  milliseconds: 0,
}));
const outcomes = fc.array(outcome, { maxLength: 8 });

Deno.test("footerOf() says that it conforms only where every check that was asked was judged", () => {
  fc.assert(
    fc.property(outcomes, (judged) => {
      const { conforms, judged: telling, outside } = footerOf(judged, 0);
      if (!conforms) return;
      assertEquals(telling, judged.length - outside);
      assert(telling > 0);
      for (const one of judged) {
        assert(one.status !== "fail" || one.level !== "must");
        assert(
          one.status === "fail" || one.cases === 0 ||
            2 * (one.cases - one.skipped - one.undecided) >= one.cases,
        );
      }
    }),
    { seed: 1, numRuns: 2000 },
  );
});

Deno.test("evidenceByLoss() counts each case once, and a share is 1 only where all are judged", () => {
  fc.assert(
    fc.property(outcomes, (judged) => {
      const evidence = evidenceByLoss(judged);
      const sum = (of: (j: Judged) => number) => judged.reduce((total, j) => total + of(j), 0);
      const all = Object.values(evidence);
      assertEquals(all.reduce((total, { cases }) => total + cases, 0), sum((j) => j.cases));
      for (const [loss, one] of Object.entries(evidence)) {
        const own = judged.filter((j) => j.loss === loss);
        assertEquals(shareOf(one) === 1, own.every((j) => j.skipped + j.undecided === 0));
      }
    }),
    { seed: 2, numRuns: 500 },
  );
});

Deno.test("lackingEvidence() finds the losses below what is required, and 0 requires nothing", () => {
  fc.assert(
    fc.property(outcomes, fc.double({ min: 0, max: 1, noNaN: true }), (judged, required) => {
      const evidence = evidenceByLoss(judged);
      const lacking = lackingEvidence({ evidence }, required);
      for (const loss of Object.keys(evidence)) {
        assertEquals(lacking.includes(loss), shareOf(evidence[loss]) < required);
      }
      assertEquals(lackingEvidence({ evidence }, 0), []);
      const { accepted } = footerOf(judged, 0, { require: required });
      assert(!accepted || lacking.length === 0);
    }),
    { seed: 3, numRuns: 500 },
  );
});

Deno.test("isJudged() takes half of the cases for evidence, and less for none", () => {
  const pass = { status: "pass" as const, cases: 10, undecided: 0 };
  assertEquals([5, 6].map((skipped) => isJudged({ ...pass, skipped })), [true, false]);
});
