import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderMarkdown } from "./markdown.ts";
import { cutRun, outcomes, runOf, wholeRun } from "./_sample_run.ts";

const [pass, failed] = outcomes;
const text = renderMarkdown(wholeRun);

Deno.test("renderMarkdown() begins with the verdict, then losses by formats", () => {
  const lines = text.split("\n");
  assertStringIncludes(lines[0], "## ❌ smooth: 1 check holds");
  assertEquals(lines.slice(2, 9), [
    "Lossproof 0.1.0: smooth 2.1 (rust), 100 cases a check",
    "",
    "| loss | f32 | f16 |",
    "| --- | --- | --- |",
    "| smooth\\_l1\\_loss | ! 1 of 2 | ✗ 1 of 1 |",
    "| l1\\_loss | ? 1 of 1 | – |",
    "",
  ]);
  assertStringIncludes(renderMarkdown(runOf([pass])), "## ✅ smooth: 1 check holds: conforms");
  assertStringIncludes(renderMarkdown(cutRun), "## ❌ smooth: 1 check holds: incomplete");
});

Deno.test("renderMarkdown() folds each counterexample away, and tells what should hold in a line", () => {
  assertStringIncludes(
    text,
    "<details><summary>smooth_l1_loss/agreement/gradient (f16): " +
      "The gradient lies outside every honest enclosure</summary>\n\n```text\n",
  );
  assertStringIncludes(text, "\nexpected    0.5\ngot         0.75\n");
  assertStringIncludes(
    text,
    "- smooth\\_l1\\_loss/limit/beta (f32): It does not tend to l1\\_loss\n",
  );
});

Deno.test("renderMarkdown() lists what is known to fail, and what no longer does", () => {
  const expected = { reason: "Rounds up", link: "https://example.org/1" };
  const known = renderMarkdown(runOf([pass, { ...failed, expected }]));
  assertStringIncludes(known, "<summary>1 known failure</summary>");
  assertStringIncludes(known, "gradient f16: Rounds up (https://example.org/1)\n");
  assert(!known.includes("### Must hold"), known);
  const stale = renderMarkdown(runOf([{ ...pass, expected }]));
  assertStringIncludes(stale, "### Holds, but is expected to fail");
});

Deno.test("renderMarkdown() lets nothing that an implementation says break out", () => {
  const why = "</summary><script>x</script> `a` ```` | *b*\n# c";
  const { counterexample: _, ...told } = failed;
  const must = renderMarkdown(runOf([{ ...told, why }]));
  assert(!must.replace(/`{5}text[^]*`{5}/, "").includes("<script>"), must);
  assertStringIncludes(must, "\n`````text\n</summary><script>");
  const should = renderMarkdown(runOf([{ ...told, why, level: "should" }]));
  assertStringIncludes(
    should,
    "&lt;script&gt;x&lt;/script&gt; \\`a\\` \\`\\`\\`\\` \\| \\*b\\* # c\n",
  );
});
