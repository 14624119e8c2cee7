import { assert, assertEquals, assertThrows } from "@std/assert";
import { getColorEnabled, stripAnsiCode } from "@std/fmt/colors";
import { builtinSpecs } from "../spec/mod.ts";
import { cutRun, outcomes, runOf, wholeRun } from "./_sample_run.ts";
import { renderTerminal } from "./terminal.ts";

const text = renderTerminal(wholeRun);
const lines = text.split("\n");

function hasIn(given: readonly string[], line: string) {
  assert(given.includes(line), `no line ${JSON.stringify(line)} in\n${given.join("\n")}`);
}
const has = (line: string) => hasIn(lines, line);

Deno.test("renderTerminal() ends with the verdict", () => {
  assertEquals(
    lines.slice(-2),
    [
      "smooth: 1 check holds, 1 must-check fails, 1 should-check fails, 1 undecided, 1 skipped: " +
      "does not conform (seed 42)",
      "",
    ],
  );
  assertEquals(
    renderTerminal(runOf([outcomes[0]])).trimEnd().split("\n").at(-1),
    "smooth: 1 check holds: conforms (seed 42)",
  );
});

Deno.test("renderTerminal() draws losses by formats in aligned columns", () => {
  has("loss            f32       f16");
  has("smooth_l1_loss  ! 1 of 2  ✗ 1 of 1");
  has("l1_loss         ? 1 of 1  –");
});

Deno.test("renderTerminal() tells the worst multiple of A, and what dominates it", () => {
  has("loss            format  value           gradient     dominated by");
  has("smooth_l1_loss  f32     stable 0.712 A  paper 1.5 A  x * y: 51 %");
});

Deno.test("renderTerminal() shows a failed must in full", () => {
  has("✗ must smooth_l1_loss/agreement/gradient f16");
  has("  The gradient is one that an honest evaluation of a listed form can give");
  has("  pred        f32 [2, 2]  [[0.1, -0], [NaN, Infinity]]");
  has("  label       i32 [3]  [0, 2, -100]");
  has("  beta        0.5");
  has("  of          gradient by pred at [1, 1]");
  has("  expected    0.5");
  has("  got         0.75");
  has("  allowed     [0.375, 0.625]");
  has("  error       0.25, 1024 u, 512 ulp, 2 times the allowed half-width");
  has("  found with  seed 42, path 17:2:0");
  const long = lines.find((line) => line.includes("[1000, 1001"));
  assert(/, … 9\d\d more\]$/.test(long ?? ""), long);
});

Deno.test("renderTerminal() shows a check that fails in several formats once", () => {
  const failed = outcomes[1];
  const both = renderTerminal(runOf([failed, { ...failed, dtype: "f32" }]));
  assert(both.includes("✗ must smooth_l1_loss/agreement/gradient f16 (and f32)\n"), both);
  assertEquals(both.match(/expected/g)?.length, 1);
  assert(both.includes("2 must-checks fail: does not conform"), both);
});

Deno.test("renderTerminal() shows three kinds of a loss's failures in full, the rest shortly", () => {
  const failed = outcomes[1];
  const names = ["agreement/none", "agreement/sum", "gradient/pred", "pure", "convex_in/pred"];
  const many = names.map((name) => ({ ...failed, check: `smooth_l1_loss/${name}` }));
  const told = renderTerminal(runOf(many));
  assertEquals(told.match(/expected/g)?.length, 3);
  const heads = told.split("\n").filter((line) => line.startsWith("✗ must"));
  const inFull = ["agreement/none", "gradient/pred", "pure"];
  assertEquals(
    heads,
    [...inFull, "agreement/sum", "convex_in/pred"].map((name) =>
      `✗ must smooth_l1_loss/${name} f16`
    ),
  );
  assert(told.includes("In full: --check and one of these names"), told);
  const whole = renderTerminal(runOf(many.filter((_, i) => i !== 1 && i !== 4)));
  assert(!whole.includes("In full"), whole);
});

Deno.test("renderTerminal() says how small or large an answer may be where one end is open", () => {
  const failed = outcomes[1];
  const allowing = (lo: number, hi: number) => {
    const { counterexample } = failed;
    const fault = { ...counterexample!.fault, allowed: [lo, hi] as const };
    return renderTerminal(runOf([{ ...failed, counterexample: { ...counterexample!, fault } }]));
  };
  assert(allowing(-Infinity, 0.25).includes("  allowed     at most 0.25\n"));
  assert(allowing(0.75, Infinity).includes("  allowed     at least 0.75\n"));
  assert(allowing(0.5, 0.5).includes("  allowed     0.5\n"));
});

Deno.test("renderTerminal() tells the other answers of a law that is broken", () => {
  const failed = outcomes[1];
  const { counterexample } = failed;
  const term = (got: number) => ({ call: 0, output: "pred", element: 3, coefficient: 1, got });
  const telling = (count: number) => {
    const terms = Array.from({ length: count }, (_, i) => term(i / 8));
    const fault = { ...counterexample!.fault, law: { terms, constant: 0, sense: "=" as const } };
    return renderTerminal(runOf([{ ...failed, counterexample: { ...counterexample!, fault } }]));
  };
  const two = telling(2);
  assert(two.includes("  given       0.125, the gradient by pred at [1, 1] of call 1\n"), two);
  assert(!two.includes("more answers"), two);
  assert(telling(7).includes("              … 2 more answers\n"));
});

Deno.test("renderTerminal() shows the command that replays a failure", () => {
  const [, failed] = outcomes;
  const counterexample = { ...failed.counterexample!, replay: "lossproof replay x.json" };
  const told = renderTerminal(runOf([{ ...failed, counterexample }]));
  assert(told.includes("  replay     lossproof replay x.json\n"), told);
});

Deno.test("renderTerminal() tells which clause of the spec is broken, and its source", () => {
  const [, failed] = outcomes;
  const counterexample = { ...failed.counterexample!, clause: "formula" };
  const told = renderTerminal(runOf([{ ...failed, counterexample }]), { specs: builtinSpecs });
  assert(told.includes("  clause      formula of smooth_l1_loss\n"), told);
  assert(told.includes("  source      Fast R-CNN: arXiv:1504.08083, eq. 3, and 2 more\n"), told);
});

Deno.test("renderTerminal() tells a failed should, what is open, skipped and weak shortly", () => {
  has("! should smooth_l1_loss/limit/beta f32");
  has("  It does not tend to l1_loss");
  has("? undecided l1_loss/pure f32: It is a tie");
  has("– skipped l1_loss/rejects/empty: There is no gradient");
  has(
    "Weak evidence: 3 of 500 cases passed only because their enclosure is too wide to say much",
  );
});

Deno.test("renderTerminal() never says that an incomplete run passed", () => {
  const cut = renderTerminal(cutRun);
  assertEquals(
    cut.trimEnd().split("\n").at(-1),
    "smooth: 1 check holds: incomplete, 1 of 5 checks were judged (seed 42)",
  );
  assert(!cut.includes(": conforms"));
  assert(cut.includes("smooth_l1_loss  … 1 of 2  … 1 of 1"), cut);
});

Deno.test("renderTerminal() keeps within its width, and colours change nothing else", () => {
  for (const width of [60, 80, 100]) {
    const narrow = renderTerminal(wholeRun, { width }).split("\n").slice(0, -2);
    for (const line of narrow) assert([...line].length <= width, `${width}: ${line}`);
    const colored = renderTerminal(wholeRun, { width, color: true });
    assertEquals(stripAnsiCode(colored), renderTerminal(wholeRun, { width }));
    assertEquals(colored.includes("\u001b["), getColorEnabled());
  }
});

Deno.test("renderTerminal() breaks its sentences even where a table is too wide", () => {
  const narrow = renderTerminal(wholeRun, { width: 40 }).split("\n");
  assert(narrow.includes("  The gradient is one that an honest"), narrow.join("\n"));
  assert(narrow.includes("Weak evidence: 3 of 500 cases passed"), narrow.join("\n"));
});

Deno.test("renderTerminal() refuses a stream without a header", () => {
  assertThrows(() => renderTerminal([]), TypeError, "a run begins with its header, got nothing");
  assertThrows(() => renderTerminal(wholeRun.slice(1)), TypeError, "got judged");
});

Deno.test("renderTerminal() passes over what fails as expected, and counts it", () => {
  const [pass, failed] = outcomes;
  const known = { ...failed, expected: { reason: "rounds up" } };
  const told = renderTerminal(runOf([pass, known])).trimEnd().split("\n");
  assertEquals(told.filter((line) => line.includes("✗")), []);
  assertEquals(told[3], "smooth_l1_loss  ✓ 1  ~ 1 of 1");
  assertEquals(
    told.at(-1),
    "smooth: 1 check holds, 1 fails as expected: fails only as expected (seed 42)",
  );
});

Deno.test("renderTerminal() tells what holds though it is expected to fail", () => {
  const [pass] = outcomes;
  const expected = { reason: "rounds up", link: "https://example.org/1" };
  const told = renderTerminal(runOf([{ ...pass, expected }])).trimEnd().split("\n");
  hasIn(told, "✗ stale smooth_l1_loss/agreement/value f32");
  hasIn(
    told,
    "  Holds, but is expected to fail: rounds up (https://example.org/1); take it off the list",
  );
  assertEquals(
    told.at(-1),
    "smooth: 1 check holds, 1 of them unexpectedly: " +
      "conforms, but its expected failures are out of date (seed 42)",
  );
});
