import { assert, assertEquals, assertThrows } from "@std/assert";
import { buildFormula, type Meaning } from "./build.ts";
import { compile } from "./compile.ts";
import { createGraph } from "./graph.ts";
import { mostBrackets, mostCharacters, mostLevels, mostOperations } from "./limits.ts";
import { FormulaError, parseFormula } from "./parse.ts";
import { userCall, userLoss } from "./_user_loss.ts";

/** How big the graph of a loss is whose parts are each made of the one before. */
function sizeOf(step: (before: string) => string, parts: number): number {
  const spec = userLoss(`b${parts}`);
  const names = Array.from({ length: parts }, (_, i) => [`b${i + 1}`, step(`b${i}`)]);
  const chained = { b0: "x - y", ...Object.fromEntries(names) };
  const { graph } = compile(
    { ...spec, formula: { ...spec.formula, let: chained } },
    userCall([1], [2]),
  );
  return graph.size();
}

/** What a part may be made of, where it reads the part before more than once. */
const steps: Readonly<Record<string, (before: string) => string>> = {
  square: (b) => `${b} * ${b}`,
  cube: (b) => `${b} * ${b} * ${b}`,
  sum: (b) => `${b} + ${b}`,
  difference: (b) => `exp(${b}) - ${b}`,
  branches: (b) => `where(${b} < 1, 0.5 * ${b}, abs(${b}))`,
  conditions: (b) => `where(${b} < 1 && ${b} > -1, ${b}, -${b} / 2)`,
  greatest: (b) => `max(${b}, -${b} / 2)`,
  functions: (b) => `sigmoid(${b}) * exp(-${b}) * atan(${b})`,
};

for (const [name, step] of Object.entries(steps)) {
  Deno.test(`compile() grows no faster than the square of the parts that share parts: ${name}`, () => {
    const [few, many] = [10, 40].map((parts) => sizeOf(step, parts));
    assert(many <= 16 * few, `${few} operations of 10 parts, ${many} of 40`);
  });
}

Deno.test("compile() refuses formulas of too many operations", () => {
  const spec = userLoss(Array.from({ length: 300 }, () => "abs(x - y)").join("^"));
  const error = assertThrows(() => compile(spec, userCall([1], [2])), RangeError);
  assertEquals(error.message.includes(`more than ${mostOperations} operations`), true);
});

/** The message about a text, without the formula. */
function problemOf(text: string): string {
  return assertThrows(() => parseFormula(text), FormulaError).problem;
}

Deno.test("parseFormula() says how long a formula is that is too long, and shows little of it", () => {
  const text = Array.from({ length: 50_000 }, () => "x").join("+");
  const error = assertThrows(() => parseFormula(text), FormulaError);
  assertEquals(
    error.problem,
    `Cannot read the formula: it has 99999 characters, and ${mostCharacters} are the limit: name its parts in "let"`,
  );
  assert(error.message.length < 500);
});

Deno.test("parseFormula() refuses what is nested too deeply, whatever it is made of", () => {
  const deep = (open: string, close: string, count: number) =>
    open.repeat(count) + "x" + close.repeat(count);
  for (const [open, close] of [["(", ")"], ["abs(", ")"], ["where(x<y,1,", ")"]] as const) {
    parseFormula(deep(open, close, mostBrackets));
    assertEquals(
      problemOf(deep(open, close, mostBrackets + 1)),
      `Cannot read the formula: more than ${mostBrackets} brackets are open: name its parts in "let"`,
    );
  }
});

Deno.test("buildFormula() takes no more levels than the limit, be they of one formula or of parts", () => {
  const x: Meaning = { kind: "input", axes: [] };
  const chain = (parts: number) => {
    const scope = new Map<string, Meaning>([["b0", x]]);
    for (let i = 1; i <= parts; i++) {
      scope.set(`b${i}`, { kind: "text", text: `1+b${i - 1}`, scope });
    }
    return scope;
  };
  const levels = new RegExp(`more than ${mostLevels} operations deep`);
  const read = (text: string, scope: Map<string, Meaning>) =>
    buildFormula(createGraph([]), text, scope);
  read("b400", chain(400));
  const deep = [
    ["b5000", chain(5000)],
    [Array.from({ length: mostLevels + 2 }, () => "b0").join("+"), chain(0)],
    [`${"- ".repeat(mostLevels + 2)}b0`, chain(0)],
  ] as const;
  for (const [text, scope] of deep) {
    const { message } = assertThrows(() => read(text, scope), FormulaError);
    assert(levels.test(message), message.slice(0, 200));
  }
});
