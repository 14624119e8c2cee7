/**
 * The page of all libraries: how to read it, how accurate each loss is, and every fault.
 *
 * @module
 */
import { floatDTypes } from "../../src/tensor/mod.ts";
import { answerText, expectedText } from "./fault_text.ts";
import { exponent, table } from "./markdown.ts";
import type { AccuracyRow, LibraryRecord } from "./record.ts";

/**
 * The page of all libraries.
 *
 * @param records each library by the name of its file
 * @returns Markdown
 */
export function summaryPage(records: ReadonlyMap<string, LibraryRecord>): string {
  const all = [...records.values()];
  return [
    "# What libraries really evaluate",
    "",
    ...introduction,
    "",
    ...table(libraryColumns, [...records].map(([file, record]) => libraryRow(file, record))),
    "",
    "## The form of each loss, and its worst error",
    "",
    ...table(
      ["library", "loss", "value", ...floatDTypes, "gradient", ...floatDTypes, "faults"],
      all.flatMap(lossRows),
    ),
    "",
    "## All faults",
    "",
    ...table(faultColumns, all.flatMap(faultRows)),
    "",
  ].join("\n");
}

const introduction = [
  "`task peers` runs the suite on libraries that others wrote, on a CPU, and keeps what it finds as JSON;",
  `\`task accuracy:pages\` makes these pages of that. A library's page has its faults with the clause that
they break, its disputes of convention, and the input of each worst error.`,
  "",
  `\
**Read it so.** _value_ and _gradient_ name the formula that every answer honestly evaluates: the first of
the spec's forms (most accurate first) whose enclosure holds them all. The figures are the worst error
in units of A as it was when they were measured, the first-order error bound of the spec's first form: 1 is
what honest rounding may add up to, 4e5 is an honest evaluation of a form that cancels. **✗**: some answer is no honest evaluation of
any listed form. –: not computed in that format. _faults_ counts checks of level _must_ that fail and are
no known dispute of convention; what follows from a fault (a law that meets its NaN) is not counted
again. Every finding was confirmed by mpmath with 1000 digits and difference quotients
(\`scripts/peers/confirm.py\`), which shares nothing with the oracle, before it was printed.`,
  "",
  `\
A convention in which libraries differ on purpose is no fault: a library is judged in the dialect that it
declares, and what no dialect names is listed as a dispute, with the source of the library
that says or does so.`,
];

const libraryColumns = ["library", "version", "checks", "hold", "cases a check", "seed", "numbers"];

function libraryRow(file: string, record: LibraryRecord): readonly string[] {
  const { implementation: { name, version = "–" }, checks, hold, runs, seed } = record;
  const links = [`[${name}](${file}.md)`, `[${file}.json](${file}.json)`];
  return [links[0], version, ...[checks, hold, runs, seed].map(String), links[1]];
}

function lossRows(record: LibraryRecord): readonly (readonly string[])[] {
  const { implementation: { name, losses }, faults, accuracy } = record;
  return losses.map((loss, i) => {
    const own = accuracy.filter((row) => row.loss === loss);
    const count = faults.filter(({ check }) => check.startsWith(`${loss}/`)).length;
    return [
      i === 0 ? name : "",
      loss,
      ...grades(own.filter(({ output }) => output === "value")),
      ...grades(own.filter(({ output }) => output !== "value")),
      count === 0 ? "" : String(count),
    ];
  });
}

/** The least form of all formats, and the worst multiple in each. */
function grades(rows: readonly AccuracyRow[]): readonly string[] {
  const cells = floatDTypes.map((dtype) => worstOf(rows.filter((row) => row.dtype === dtype)));
  return [rows.length === 0 ? "–" : leastForm(rows), ...cells];
}

function leastForm(rows: readonly AccuracyRow[]): string {
  const graded = rows.filter((row) => row.form !== null);
  if (graded.length < rows.length) return "none";
  return graded.reduce((a, b) => a.rank >= b.rank ? a : b).form;
}

function worstOf(rows: readonly AccuracyRow[]): string {
  if (rows.length === 0) return "–";
  const graded = rows.filter((row) => row.form !== null);
  if (graded.length < rows.length) return "✗";
  return exponent(Math.max(...graded.map(({ multiple }) => multiple)));
}

const faultColumns = ["library", "check", "formats", "smallest input", "true", "got"];

function faultRows({ implementation, faults }: LibraryRecord): readonly (readonly string[])[] {
  return faults.map((fault, i) => [
    i === 0 ? implementation.name : "",
    `\`${fault.check}\``,
    fault.dtypes.join(" "),
    fault.input,
    expectedText(fault),
    answerText(fault),
  ]);
}
