/**
 * Conventions for people: one line a question, then what to declare.
 *
 * @module
 */
import type { About } from "../adapters/mod.ts";
import { departs, followsDeclared } from "../identify/internal.ts";
import type { Advice, Finding, LossIdentity } from "../identify/mod.ts";
import { layOut } from "../runner/internal.ts";
import { shortest } from "./number_text.ts";
import { type Paint, type Palette, paletteOf } from "./palette.ts";
import { elide, widthOf, wrap } from "./table.ts";

/** How it looks. */
export interface IdentityTextOptions {
  /** Whether to colour. */
  readonly color: boolean;
  /** Of a line. */
  readonly width: number;
}

/** Columns before what was found: the mark and the question. */
const QUESTION = 28;

/** Characters of a failure's reason that are shown; all of them stand in the JSON. */
const REASON = 120;

/**
 * Tells one loss's conventions.
 *
 * @param identity what was found
 * @param options colours and width
 * @returns lines: the loss, a line for each question, what to declare
 */
export function identityLines(identity: LossIdentity, options: IdentityTextOptions): string[] {
  const palette = paletteOf(options.color);
  const { loss, dtype, findings, scalar, declared, declare, advice = [] } = identity;
  const unasked = unaskedText(findings);
  const shape = scalar === undefined ? [] : [
    ...answerLines(
      ["·", palette.faint],
      "shape of a reduced value",
      `[${scalar.join(", ")}]`,
      options,
      palette,
    ),
  ];
  return [
    `${palette.title(loss)} ${palette.faint(`asked in ${dtype}`)}`,
    ...findings.filter(({ status }) => status !== "unasked").flatMap((finding) =>
      findingLines(finding, identity, options, palette)
    ),
    ...shape,
    ...(unasked === "" ? [] : wrap(`not asked: ${unasked}`, options.width - 4)
      .map((line, i) => palette.faint(i === 0 ? `  – ${line}` : `    ${line}`))),
    ...declarationLines(declared, declare, followsDeclared(identity), options, palette),
    ...advice.flatMap((one) => adviceLines(one, options, palette)),
  ];
}

/** What could not be asked, by the reason. */
function unaskedText(findings: readonly Finding[]): string {
  const unasked = findings.filter((finding) => finding.status === "unasked");
  return [...Map.groupBy(unasked, ({ why }) => why)]
    .map(([why, group]) => `${group.map(({ asks }) => asks).join("; ")} (${why})`).join("; ");
}

function findingLines(
  finding: Finding,
  { dtype }: LossIdentity,
  options: IdentityTextOptions,
  palette: Palette,
): string[] {
  const lines = (mark: readonly [string, Paint], text: string) =>
    answerLines(mark, finding.asks, text, options, palette);
  if (finding.status === "found") {
    const { conventions, relation, stance } = finding;
    const [{ by }] = conventions;
    const says = conventions.map((one) => one.says).join(", or ");
    const like = by === undefined || relation === "declared" ? "" : `, like ${by}`;
    const refused = relation === "other" && stance === "refuses" ? "; the spec has it refused" : "";
    return lines(markOf(finding, palette), `${says}${like}${refused}`);
  }
  if (finding.status !== "unknown") return [];
  const { answer, numbers, nearest } = finding;
  if ("error" in answer) {
    return lines(markOf(finding, palette), `failed: ${elide(answer.error, REASON)}`);
  }
  const shown = "value" in answer
    ? numbers.map((x) => shortest(x, dtype)).join(", ")
    : "rejected" in answer
    ? `refused: ${answer.rejected}`
    : "no answer";
  const near = nearest === undefined ? "" : `; the nearest is "${nearest.convention.says}", ` +
    `which gives ${nearest.expected.map((x) => Number(x.toPrecision(6))).join(", ")}`;
  return lines(markOf(finding, palette), `no known convention: ${shown}${near}`);
}

function markOf(finding: Finding, palette: Palette): readonly [string, Paint] {
  if (finding.status === "unknown") {
    return ["?", departs(finding) ? palette.fails : palette.open];
  }
  if (departs(finding)) return ["≠", palette.fails];
  if (finding.status === "found" && finding.relation === "other") return ["!", palette.warns];
  return finding.status === "found" && finding.relation === "declared"
    ? ["✓", palette.holds]
    : ["·", palette.faint];
}

function answerLines(
  [sign, paint]: readonly [string, Paint],
  asks: string,
  text: string,
  { width }: IdentityTextOptions,
  palette: Palette,
): string[] {
  const gap = " ".repeat(Math.max(2, QUESTION - widthOf(asks)));
  const before = 4 + QUESTION;
  const [first, ...rest] = wrap(text, Math.max(width - before, 30));
  return [
    `  ${paint(sign)} ${palette.faint(asks)}${gap}${first}`,
    ...rest.map((line) => " ".repeat(before) + line),
  ];
}

function declarationLines(
  declared: LossIdentity["declared"],
  declare: LossIdentity["declare"],
  follows: boolean,
  options: IdentityTextOptions,
  palette: Palette,
): string[] {
  const isEmpty = (dialect: object) => Object.keys(dialect).length === 0;
  const line = (mark: readonly [string, Paint], text: string) =>
    answerLines(mark, "dialect", text, options, palette);
  if (declare !== undefined) {
    const text = isEmpty(declare)
      ? "declare none: leave out dialect"
      : `declare "dialect": ${JSON.stringify(declare)}`;
    return line(["→", palette.warns], text);
  }
  if (!follows) return line(["✗", palette.fails], "the spec has none for ≠ and ?");
  const text = isEmpty(declared) ? "none to declare" : `as declared: ${JSON.stringify(declared)}`;
  return line(["✓", palette.holds], text);
}

/** A spec stands on lines of its own, so that it can be pasted. */
function adviceLines(
  { asks, does, spec }: Advice,
  options: IdentityTextOptions,
  palette: Palette,
): string[] {
  const lines = answerLines(["→", palette.warns], `for ${asks}`, does, options, palette);
  if (spec === undefined) return lines;
  return [...lines, ...layOut(spec).split("\n").map((line) => `      ${line}`)];
}

/**
 * Tells all that was found of an implementation.
 *
 * @param about the implementation
 * @param identities what was found of its losses
 * @param options colours and width
 * @returns the text, with a line feed at the end; whether it does what it declares stands last
 */
export function renderIdentities(
  { name, version, language }: About,
  identities: readonly LossIdentity[],
  options: IdentityTextOptions,
): string {
  const palette = paletteOf(options.color);
  const who = [name, version, language && `(${language})`].filter(Boolean).join(" ");
  const others = identities.filter((identity) => !followsDeclared(identity));
  const losses = identities.length === 1 ? "1 loss" : `${identities.length} losses`;
  const verdict = others.length === 0
    ? palette.holds(`${name}: ${losses}, each follows what it declares`)
    : palette.fails(
      `${name}: ${others.length} of ${losses} ${others.length === 1 ? "differs" : "differ"} ` +
        `from what is declared: ${others.map(({ loss }) => loss).join(", ")}`,
    );
  const key = "✓ as declared, ≠ another convention, ! not refused, · left open, ? unknown";
  return [
    [palette.faint(`Conventions of ${who}`)],
    ...identities.map((identity) => identityLines(identity, options)),
    wrap(key, options.width).map(palette.faint),
    wrap(verdict, options.width),
  ].map((lines) => lines.join("\n")).join("\n\n") + "\n";
}
