import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { builtinSpecs, defineImplementation, parseSpec, resolveSpecs } from "lossproof";
import { conformanceSteps } from "lossproof/testing";
import { runCommand } from "../../src/cli/run_command.ts";
import { readLibrariesPage, readSpecPage } from "./write_page.ts";
import { blocksOf } from "../pages/pages.ts";
import { renewed, unlaid } from "./page.ts";
import { kindList, valueTable } from "./schema_text.ts";

const { is, wanted } = await readSpecPage();
const examples = blocksOf(is).filter(({ language }) => language === "json")
  .map(({ text }) => text);
const [first] = examples;

Deno.test("spec/README.md is what `deno task spec:page` writes", () => {
  assert(unlaid(is) === unlaid(wanted), "Write it again: deno task spec:page");
});

Deno.test("spec/LIBRARIES.md is what `deno task spec:page` writes", async () => {
  const { is, wanted } = await readLibrariesPage();
  assert(unlaid(is) === unlaid(wanted), "Write it again: deno task spec:page");
});

Deno.test("spec/README.md begins with a whole spec, the first thing after its opening", () => {
  assertEquals(parseSpec(first, "first.json").id, "pinball_loss");
  assert(is.indexOf("```json") < 1000);
});

for (const text of examples) {
  const { id } = JSON.parse(text);
  Deno.test(`spec validate takes the page's ${id}`, async () => {
    const file = `${id}.json`;
    const { code, err } = await runCommand(["spec", "validate", file], { [file]: text });
    assertEquals([code, err], [0, `1 spec is valid: ${id}\n`]);
  });
}

Deno.test("spec/README.md shows what spec validate says of a mistyped key", async () => {
  const file = "weighted_huber_loss.json";
  const text = examples.find((text) => JSON.parse(text).id === "weighted_huber_loss") ?? "";
  const mistyped = text.replace('"wrap"', '"wrpa"');
  const { code, err } = await runCommand(["spec", "validate", file], { [file]: mistyped });
  assertEquals(code, 2);
  const [message] = err.split("\n").filter((line) => line.includes("wrpa"));
  assertStringIncludes(is, `\`\`\`\n${message}\n\`\`\``);
});

Deno.test("an implementation of the page's first spec conforms to all of it", async (t) => {
  const pinball = defineImplementation({
    name: "pinball",
    dtypes: ["f64"],
    losses: {
      pinball_loss: {
        gradients: ["pred"],
        reductions: ["none", "sum", "mean"],
        compute({ inputs: { pred, target }, params, reduction, upstream }) {
          const tau = Number(params.tau);
          if (!(tau > 0 && tau < 1)) throw new RangeError(`tau must be in (0, 1), got ${tau}`);
          if (String(pred.shape) !== String(target.shape)) throw new RangeError("shapes differ");
          const n = pred.data.length;
          if (n === 0) throw new RangeError("there are no elements");
          const slope = (d: number) => d < 0 ? tau - 1 : tau;
          const d = Array.from(pred.data, (p, i) => target.data[i] - p);
          const terms = d.map((x) => slope(x) * x);
          const divisor = reduction === "mean" ? n : 1;
          const from = (i: number) => upstream.data[reduction === "none" ? i : 0] / divisor;
          return {
            value: reduction === "none"
              ? terms
              : terms.map((x) => x / divisor).reduce((sum, x) => sum + x, 0),
            gradients: { pred: d.map((x, i) => -slope(x) * from(i)) },
          };
        },
      },
    },
  });
  const file = "pinball_loss.json";
  const own = resolveSpecs([{ file, spec: parseSpec(first, file) }], { known: builtinSpecs });
  const specs = new Map([...builtinSpecs, ...own]);
  await conformanceSteps(t, pinball, { specs, level: "should", runs: 30 });
});

Deno.test("renewed() replaces the parts of a page, whatever was there", () => {
  const page = "a\n<!-- generated: one -->\nold\n<!-- end -->\nb\n";
  const once = renewed(page, { one: "| new |" });
  assertEquals(once, "a\n<!-- generated: one -->\n\n| new |\n\n<!-- end -->\nb\n");
  assertEquals(renewed(once, { one: "| new |" }), once);
  assertThrows(() => renewed(page, {}), RangeError, 'Nothing generates "one"');
  assertThrows(() => renewed(page, { one: "", two: "" }), RangeError, 'no place for "two"');
});

Deno.test("unlaid() forgets the layout and nothing else", () => {
  const narrow = "| a | b |\n| --- | --- |\nWords that\nare broken\n";
  assertEquals(
    unlaid("| a   | b     |\n| --- | ----- |\nWords\nthat are broken\n"),
    unlaid(narrow),
  );
  assert(unlaid(narrow) !== unlaid(narrow.replace("b", "c")));
});

Deno.test("a key or a value that does not say what it is stops the page", () => {
  const kind = { properties: { kind: { const: "odd" }, of: {} }, required: ["of"] };
  assertThrows(() => kindList({ oneOf: [kind] }, []), RangeError, '"of" does not say');
  const key = { of: { enum: ["rows", "boxes"], description: "rows: the rows" } };
  assertThrows(() => valueTable({ properties: key }, "of"), RangeError, '"boxes" is');
});
