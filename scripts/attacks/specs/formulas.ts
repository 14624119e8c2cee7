/**
 * Formulas that take for ever, have no value, or are none.
 *
 * @module
 */
import { refusedWith } from "../attack.ts";
import { formulaText } from "../spec_text.ts";
import { fitsOrNot, range, type Rows, valid } from "./expected.ts";

/** Lets, each made of the one before. */
export const chain = (count: number, next: (before: string) => string) => ({
  b0: "d",
  ...Object.fromEntries(range(count).map((i) => [`b${i + 1}`, next(`b${i}`)])),
});

const nest = (count: number, open: string, inner: string, close: string) =>
  open.repeat(count) + inner + close.repeat(count);

/** Formulas whose work must not grow faster than they do. */
export const formulas: Rows = {
  "squares-8": [formulaText("b8", chain(8, (b) => `${b}*${b}`)), valid],
  "squares-20": [formulaText("b20", chain(20, (b) => `${b}*${b}`)), valid],
  "squares-200": [formulaText("b200", chain(200, (b) => `${b}*${b}`)), fitsOrNot],
  "sums-60": [formulaText("b60", chain(60, (b) => `${b}+${b}`)), fitsOrNot],
  "powers-300": [formulaText(Array(300).fill("abs(d)").join("^")), fitsOrNot],
  "lets-5000": [formulaText("b5000", chain(5000, (b) => `${b} + 1`)), fitsOrNot],
  "lets-unused": [
    formulaText("abs(d)", Object.fromEntries(range(5000).map((i) => [`u${i}`, "d + 1"]))),
    fitsOrNot,
  ],
  "characters-1e5": [formulaText(Array(25_000).fill("d").join(" + ")), fitsOrNot],
  "characters-1e7": [formulaText(Array(2_500_000).fill("d").join(" + ")), fitsOrNot],
  "products-1e4": [formulaText(Array(10_000).fill("d").join(" * ")), fitsOrNot],
  "parentheses": [formulaText(nest(50_000, "(", "abs(d)", ")")), fitsOrNot],
  "parentheses-open": [formulaText("(".repeat(100_000)), refusedWith(/formula/)],
  "calls": [formulaText(nest(20_000, "abs(", "d", ")")), fitsOrNot],
  "minuses": [formulaText(`abs(${"-".repeat(100_000)}d)`), fitsOrNot],
  "wheres": [formulaText(nest(300, "where(d < 1, ", "d", ", abs(d))")), fitsOrNot],
  "wheres-twice": [formulaText("b25", chain(25, (b) => `where(${b} < 1, ${b}, -${b})`)), fitsOrNot],
  "maxima": [formulaText("b25", chain(25, (b) => `max(${b}, -${b} * ${b})`)), fitsOrNot],
  "divisions": [formulaText("b25", chain(25, (b) => `${b} / (1 + ${b} * ${b})`)), fitsOrNot],
  "exponentials": [formulaText(nest(200, "exp(", "d", ")")), fitsOrNot],
  "softplus": [formulaText("b15", chain(15, (b) => `softplus(${b}) * sigmoid(${b})`)), fitsOrNot],
  "huge-constant": [formulaText(`abs(d) * 1${"0".repeat(10_000)}`), fitsOrNot],
  "huge-power": [formulaText("abs(d)^1000000000"), fitsOrNot],
  "tiny-power": [formulaText("abs(d)^1e-300"), fitsOrNot],
  "tower": [formulaText("2^2^2^2^2^2^abs(d)"), fitsOrNot],
  "name-long": [formulaText(`abs(${"x".repeat(1_000_000)})`), refusedWith(/formula/)],
  "undefined-everywhere": [
    formulaText("log(-1 - abs(d))"),
    refusedWith(/no finite value/),
  ],
  "division-by-zero": [formulaText("d / (d - d)"), refusedWith(/no finite value/)],
  "root-of-negative": [formulaText("sqrt(-1 - d^2)"), refusedWith(/no finite value/)],
  "code": [
    formulaText(`constructor.constructor("return Deno")()`),
    refusedWith(/formula\.forms\.textbook/),
  ],
  "template": [formulaText("`${Deno.exit(0)}`"), refusedWith(/formula\.forms\.textbook/)],
  "global": [formulaText("globalThis + pred"), refusedWith(/formula\.forms\.textbook/)],
  "assignment": [formulaText("d = pred"), refusedWith(/formula\.forms\.textbook/)],
  "member": [formulaText("pred.__proto__"), refusedWith(/formula\.forms\.textbook/)],
  "call-of-proto": [formulaText("toString(d)"), refusedWith(/formula\.forms\.textbook/)],
  "empty": [formulaText(""), refusedWith(/formula\.forms\.textbook/)],
  "blanks": [formulaText(" \n ".repeat(100_000)), refusedWith(/formula\.forms\.textbook/)],
  "nul": [formulaText("abs(d)\0"), refusedWith(/formula\.forms\.textbook/)],
  "unicode": [formulaText("abs(ｄ)"), refusedWith(/formula\.forms\.textbook/)],
  "let-cycle": [formulaText("b", { b: "c", c: "b" }), refusedWith(/formula\.let/)],
  "let-of-itself": [formulaText("b", { b: "b + 1" }), refusedWith(/formula\.let/)],
};
