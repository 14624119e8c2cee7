import { assert, assertEquals, assertThrows } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { fakeOracle } from "./_fake.ts";
import { makePlan, type PlanOptions } from "./plan.ts";

const about = {
  name: "mine",
  dtypes: ["f32", "f64"],
  losses: { huber_loss: {}, l1_loss: { gradients: ["pred"] } },
} as const;
const options: PlanOptions = {
  specs: builtinSpecs,
  oracle: fakeOracle,
  about,
  seed: 42,
  version: "0.1.0",
};

Deno.test("makePlan() lists checks by loss in the specs' order, then by format", () => {
  const { header, checks } = makePlan(options);
  assertEquals(header.checks.map(({ id }) => id), checks.map(({ id }) => id));
  const groups = [...new Set(header.checks.map(({ loss, dtype }) => `${loss} ${dtype}`))];
  assertEquals(groups, ["l1_loss f32", "l1_loss f64", "huber_loss f32", "huber_loss f64"]);
  assertEquals([header.seed, header.runs, header.dtypes], [42, 100, ["f32", "f64"]]);
  assertEquals(header.implementation, about);
});

Deno.test("makePlan() keeps the losses, formats and checks that are asked for", () => {
  const { header } = makePlan({
    ...options,
    losses: ["l1_loss"],
    dtypes: ["f64"],
    checks: ["*/nonnegative", "l1_loss/agreement/**"],
    runs: 5,
  });
  assert(header.checks.length > 0);
  for (const { id, loss, dtype } of header.checks) {
    assertEquals([loss, dtype], ["l1_loss", "f64"]);
    assert(/^l1_loss\/(nonnegative|agreement\b)/.test(id), id);
  }
  assertEquals([header.runs, header.dtypes], [5, ["f64"]]);
});

Deno.test("makePlan() asks a loss in its own formats alone, and a law of two losses in those of both", () => {
  const losses = { huber_loss: { dtypes: ["f32"] }, smooth_l1_loss: {} } as const;
  const { header } = makePlan({ ...options, about: { ...about, losses } });
  const groups = [...new Set(header.checks.map(({ loss, dtype }) => `${loss} ${dtype}`))];
  assertEquals(groups.toSorted(), ["huber_loss f32", "smooth_l1_loss f32", "smooth_l1_loss f64"]);
  assertThrows(
    () =>
      makePlan({
        ...options,
        about: { ...about, losses },
        losses: ["huber_loss"],
        dtypes: ["f64"],
      }),
    RangeError,
    'there is nothing to check in "mine"',
  );
});

Deno.test("makePlan() says what is unknown, and what was probably meant", () => {
  const cases: [Partial<PlanOptions>, string][] = [
    [{ losses: ["hubert_loss"] }, 'unknown loss "hubert_loss": did you mean "huber_loss"?'],
    [{ losses: ["smooth_l1_loss"] }, '"mine" has no "smooth_l1_loss", only: huber_loss, l1_loss'],
    [{ about: { ...about, losses: { l2_loss: {} } } }, 'unknown loss "l2_loss" of "mine"'],
    [{ dtypes: ["bf16"] }, '"mine" has no bf16, only: f32, f64'],
    [{ form: "textbok" }, 'unknown form "textbok"'],
    [{ checks: ["l1_loss/nonnegativ"] }, 'did you mean "l1_loss/nonnegative"?'],
    [{ runs: 0 }, "runs must be a whole number >= 1, got 0"],
    [{ runs: 1.5 }, "runs must be a whole number >= 1, got 1.5"],
    [{ seed: NaN }, "seed must be a whole number, got NaN"],
    [{ losses: [] }, 'there is nothing to check in "mine"'],
  ];
  for (const [changes, message] of cases) {
    assertThrows(() => makePlan({ ...options, ...changes }), RangeError, message);
  }
});
