import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { foreignText } from "../foreign_text.ts";
import { renderGithub } from "./github.ts";
import { cutRun, outcomes, runOf, wholeRun } from "./_sample_run.ts";

const [pass, failed] = outcomes;

Deno.test("renderGithub() tells the verdict first, then errors, then warnings", () => {
  const lines = renderGithub(wholeRun).trimEnd().split("\n");
  assertEquals(lines.map((line) => line.slice(0, line.indexOf("::", 2) + 2)), [
    "::error title=Lossproof::",
    "::error title=smooth_l1_loss/agreement/gradient (f16)::",
    "::warning title=smooth_l1_loss/limit/beta (f32)::",
  ]);
  assertStringIncludes(lines[1], "%0Aexpected    0.5%0Agot         0.75%0A");
  assertEquals(
    renderGithub(runOf([pass])),
    "::notice title=Lossproof::smooth: 1 check holds: conforms (seed 42)\n",
  );
});

Deno.test("renderGithub() calls an incomplete run and a stale expectation errors", () => {
  assertStringIncludes(
    renderGithub(cutRun),
    "::error title=Lossproof::smooth: 1 check holds: incomplete",
  );
  const stale = renderGithub(runOf([{ ...pass, expected: {} }])).split("\n");
  assertEquals(
    stale[1],
    "::error title=smooth_l1_loss/agreement/value (f32)::" +
      "Holds, but is expected to fail; take it off the list",
  );
});

Deno.test("renderGithub() passes over what fails as expected", () => {
  const known = renderGithub(runOf([pass, { ...failed, expected: {} }]));
  assertEquals(known.split("\n").length, 2);
  assertStringIncludes(known, "::notice title=Lossproof::");
});

Deno.test("renderGithub() writes one command a line, whatever an implementation says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (noise) => {
      const { counterexample: _, ...told } = failed;
      const told_ = `a\nb\r%0A::error::${noise}`;
      const text = renderGithub(runOf([{ ...told, why: told_, check: noise }]));
      const lines = text.split("\n");
      assertEquals(lines.length, 3);
      assert(!text.includes("\r"));
      const message = lines[1].slice(lines[1].indexOf("::", 2) + 2);
      const read = message.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
      assertEquals(read, foreignText(told_));
    }),
    { seed: 2 },
  );
});
