import { assert, assertEquals, assertMatch } from "@std/assert";
import { specOf } from "../../src/checks/_trial.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { compare } from "./equivalence.ts";
import { generatedMutants } from "./generated.ts";
import { handWritten } from "./hand_written.ts";
import { honestly } from "./honest.ts";
import { kill, prepare, tryAll } from "./kill.ts";
import type { Mutant } from "./mutant.ts";
import { slipsIn } from "./mutate_text.ts";
import { outOfScope } from "./out_of_scope.ts";
import { fateLine, matrixLines, summaryLines } from "./report.ts";
import { roundedField } from "./rounded_field.ts";
import { survivors } from "./survivors.ts";

const trial = { runs: 100, seed: 1 };
const court = await prepare();
const generated = [...builtinSpecs.values()].flatMap(generatedMutants);

function implementation(loss: string, make: Mutant["make"]): Mutant {
  return { id: `${loss}/right`, loss, sentence: "Nothing is wrong", dtypes: ["f32"], make };
}

Deno.test("a mutant that writes the same function otherwise is proved equal, another one not", async () => {
  const spec = specOf("huber_loss");
  const written = (value: string): Mutant & Required<Pick<Mutant, "formula">> => {
    const changed = { ...spec, formula: { ...spec.formula, forms: { written: value } } };
    const make = () => honestly(changed);
    return { ...implementation(spec.id, make), formula: { spec: changed } };
  };
  const same = await compare(written("where(d < delta, d^2 / 2, delta * d - delta^2 / 2)"), spec);
  assert(same.same && same.numbers > 1000);
  const other = await compare(written("where(d < delta, d^2 / 2, delta * d)"), spec);
  assert(!other.same && other.output === "value");
});

Deno.test("mutants have ids of their own, of losses that exist", () => {
  assert(generated.length > 1000);
  const all = [...handWritten, ...generated];
  assertEquals(new Set(all.map(({ id }) => id)).size, all.length);
  for (const { id, loss } of all) assert(id.startsWith(`${loss}/`) && builtinSpecs.has(loss), id);
});

Deno.test("known survivors are mutants", () => {
  const ids = new Set([...handWritten, ...generated].map(({ id }) => id));
  assertEquals([...survivors].filter((id) => !ids.has(id)), []);
});

Deno.test("a reported defect has a mutant, or a reason why it has none", () => {
  const shown = new Set(handWritten.flatMap(({ reported = [] }) => reported));
  const left = outOfScope.flatMap(({ reported }) => reported);
  assertEquals(new Set(left).size, left.length);
  assertEquals(left.filter((report) => shown.has(report)), []);
  for (const report of [...shown, ...left]) {
    assertMatch(report, /^[\w.-]+\/[\w.-]+(#\d+|@[0-9a-f]{7,})$/);
  }
  assertEquals(shown.size + left.length, 156);
});

Deno.test("slipsIn() makes every mistake that a formula can hold, one at a time", () => {
  const slips = slipsIn("where(d < 0.5, -d, d^2)", () => []).map(({ text }) => text);
  assertEquals(slips, [
    "(-d)",
    "(d^2)",
    "where(d < 0.5, d^2, -d)",
    "where((d <= 0.5), -d, d^2)",
    "where((d > 0.5), -d, d^2)",
    "where(d < 1.5, -d, d^2)",
    "where(d < 1, -d, d^2)",
    "where(d < 0.5, (d), d^2)",
    "where(d < 0.5, -d, (d * 2))",
    "where(d < 0.5, -d, (d))",
    "where(d < 0.5, -d, d^3)",
    "where(d < 0.5, -d, d^4)",
  ]);
});

Deno.test("the report tells fates, scores and what each check is good for", async () => {
  const [mutant] = handWritten.filter(({ id }) => id === "smooth_l1_loss/no_half");
  const outcome = await kill(mutant, court, trial);
  const fates = [
    { ...outcome, source: "hand-written" as const },
    { mutant, cases: 9, milliseconds: 1, source: "generated" as const },
  ];
  assert(
    fateLine(fates[0]).startsWith("killed      smooth_l1_loss/no_half: agreement/mean f32, case"),
  );
  assertEquals(fateLine(fates[1]), `survived    ${mutant.id}: ${mutant.sentence}`);
  const summary = summaryLines(fates).join("\n");
  assert(summary.includes("hand-written: 1 of 1 killed (100.0 %), 0 survived, 0 equivalent"));
  assert(summary.includes("generated: 0 of 1 killed (0.0 %), 1 survived, 0 equivalent"));
  const verdicts = await tryAll(mutant, court, { runs: 10, seed: 1 });
  const lines = matrixLines([{ mutant, verdicts }]);
  assertEquals(lines[0], "every check on 1 mutants");
  assert(lines.some((line) => line.includes("continuous_at")));
});

Deno.test("roundedField() keeps the number of a class that the format has not", () => {
  const field = roundedField("bf16", "careful");
  assertEquals([...field.equal(field.points([299]), field.constant(299))], [1]);
  assertEquals([...field.widen(field.constant(0.1), 1)], [0.10009765625]);
});
