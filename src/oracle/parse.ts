/**
 * Formula text to syntax tree.
 *
 * The grammar is that of JavaScript expressions, of which formulas use numbers, names, arithmetic,
 * comparisons, `&& || !` and calls; `^` is the power, binding as `**` does.
 *
 * @module
 */
import { type Expression, Parser, tokTypes } from "acorn";
import { mostBrackets, mostCharacters } from "./limits.ts";

/** What acorn's tokenizer is asked to do when it meets `^`; public to its plugins. */
interface Tokenizer {
  finishOp(type: typeof tokTypes.starstar, size: number): void;
}

const FormulaParser = Parser.extend((Base) => {
  const extended = class extends Base {};
  Object.defineProperty(extended.prototype, "readToken_caret", {
    value: function (this: Tokenizer): void {
      this.finishOp(tokTypes.starstar, 1);
    },
  });
  return extended;
});

/** What ends a line, for JavaScript. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/**
 * A formula that cannot be read, with the place in its text.
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, FormulaError, tensor } from "lossproof";
 * import { assertThrows } from "@std/assert";
 *
 * const spec = builtinSpecs.get("l1_loss")!;
 * const broken = { ...spec, formula: { ...spec.formula, forms: { mine: "abs(pred - " } } };
 * const oracle = await createOracle([broken]);
 * const [pred, target] = [1, 2].map((x) => tensor("f64", [1], [x]));
 * assertThrows(
 *   () =>
 *     oracle.enclose({
 *       loss: "l1_loss",
 *       dtype: "f64",
 *       inputs: { pred, target },
 *       params: {},
 *       reduction: "sum",
 *       gradients: false,
 *     }),
 *   FormulaError,
 * );
 * ```
 */
export class FormulaError extends Error {
  /** Tells this error from others. */
  override readonly name = "FormulaError";
  /** What is wrong, without the place. */
  readonly problem: string;
  /** The formula. */
  readonly text: string;
  /** Offset into the formula. */
  readonly position: number;

  /**
   * Puts the problem into words: with the column, the line of the formula, and a caret below the place.
   *
   * @param problem what is wrong, without the place
   * @param text the formula
   * @param position offset into it
   */
  constructor(problem: string, text: string, position: number) {
    const before = text.slice(0, position).split(lineBreak);
    const column = before.at(-1)!.length;
    const { line, caret } = excerpt(text.split(lineBreak)[before.length - 1], column);
    const place = before.length === 1 ? "" : `line ${before.length}, `;
    // A tab stays a tab, so that the caret stands below its character.
    const gap = line.slice(0, caret).replace(/[^\t]/g, " ");
    super(`${problem}, at ${place}column ${column + 1} of the formula\n  ${line}\n  ${gap}^`);
    this.problem = problem;
    this.text = text;
    this.position = position;
  }
}

/** As much of a line as can be looked at, and where a column of it is there. */
function excerpt(line: string, column: number): { readonly line: string; readonly caret: number } {
  const from = column < 100 ? 0 : column - 60;
  const to = Math.min(line.length, from + 160);
  const [left, right] = [from > 0 ? "…" : "", to < line.length ? "…" : ""];
  return { line: left + line.slice(from, to) + right, caret: left.length + column - from };
}

/** Refuses what the parser would take long for, or could not end. */
function requireModest(text: string): void {
  if (text.length > mostCharacters) {
    throw new FormulaError(
      `Cannot read the formula: it has ${text.length} characters, and ${mostCharacters} are the limit: name its parts in "let"`,
      text,
      0,
    );
  }
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[()[\]{}]/g)) {
    depth += "([{".includes(bracket) ? 1 : -1;
    if (depth > mostBrackets) {
      throw new FormulaError(
        `Cannot read the formula: more than ${mostBrackets} brackets are open: name its parts in "let"`,
        text,
        index,
      );
    }
  }
}

/**
 * Parse a formula.
 *
 * @param text e.g. `"where(d < beta, 0.5 * d^2 / beta, d - 0.5 * beta)"`
 * @returns its ESTree expression, with offsets into the text
 * @throws {FormulaError} when the text is no expression, or is too long
 */
export function parseFormula(text: string): Expression {
  requireModest(text);
  let expression: Expression;
  try {
    expression = FormulaParser.parseExpressionAt(text, 0, {
      ecmaVersion: 2020,
      preserveParens: true,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = "pos" in error && typeof error.pos === "number" ? error.pos : 0;
    const problem = error.message.replace(/ \(\d+:\d+\)$/, "");
    throw new FormulaError(`Cannot read the formula: ${problem}`, text, position);
  }
  const rest = text.slice(expression.end).search(/\S/);
  if (rest >= 0) {
    throw new FormulaError(
      "Cannot read the formula: expected its end or an operator",
      text,
      expression.end + rest,
    );
  }
  return expression;
}
