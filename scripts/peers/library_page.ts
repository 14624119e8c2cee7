/**
 * The page of one library: its faults, its disputes of convention, and how accurate it is.
 *
 * @module
 */
import { answerText, expectedText } from "./fault_text.ts";
import { exponent, table } from "./markdown.ts";
import type {
  AccuracyRow,
  DeclaredDialect,
  DisputeRow,
  FaultRow,
  LibraryRecord,
  Source,
} from "./record.ts";

/**
 * The page of one library.
 *
 * @param record what a run found in it
 * @returns Markdown
 */
export function libraryPage(record: LibraryRecord): string {
  const { implementation: { name, version }, faults, consequences, disputes, lesser } = record;
  return [
    `# ${version === undefined ? name : `${name} ${version}`}`,
    "",
    `${record.runs} cases a check, seed ${record.seed}: [how to read it](README.md).`,
    "",
    countsText(record),
    "",
    ...titled("Faults", table(faultColumns, faults.map(faultRow))),
    ...consequencesText(consequences),
    ...titled("Disputes of convention", table(disputeColumns, disputes.map(disputeRow))),
    ...lesserText(lesser),
    ...titled("Accuracy in detail", table(accuracyColumns, record.accuracy.map(accuracyRow))),
  ].join("\n");
}

function countsText({ checks, cases, hold, dialects, implementation }: LibraryRecord): string {
  const { flushes = [] } = implementation;
  const declared = [
    ...dialects.map(dialectText),
    ...flushes.length === 0 ? [] : [`subnormals flushed to zero in ${flushes.join(", ")}`],
  ];
  const counts = `${checks} checks, ${cases} cases; ${hold} checks hold.`;
  return declared.length === 0 ? counts : `${counts} Declared: ${declared.join("; ")}.`;
}

function dialectText(dialect: DeclaredDialect): string {
  const { loss, source = { title: "the spec", url: `../../spec/${loss}.json` } } = dialect;
  const what = "param" in dialect ? `${dialect.param} = ${dialect.value}` : dialect.reduction;
  return `${loss} with ${what} (${link(source)})`;
}

function link({ title, url }: Source): string {
  return `[${title}](${url})`;
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
}

const faultColumns = ["check", "formats", "smallest input", "true", "got", "clause"];

function faultRow(fault: FaultRow): readonly string[] {
  const { check, dtypes, input, requirement } = fault;
  const numbers = [expectedText(fault), answerText(fault)];
  return [`\`${check}\``, dtypes.join(" "), input, ...numbers, requirement];
}

function consequencesText(found: LibraryRecord["consequences"]): readonly string[] {
  if (found.length === 0) return [];
  const checks = found.map(({ check, dtypes }) => `\`${check}\` (${dtypes.join(" ")})`);
  return [
    `Laws that meet an answer which is no number, and fail for it: ${checks.join(", ")}.`,
    "",
  ];
}

const disputeColumns = ["check", "formats", "what", "source", "smallest input"];

function disputeRow({ check, dtypes, what, source, input }: DisputeRow): readonly string[] {
  return [`\`${check}\``, dtypes.join(" "), what, link(source), input];
}

function lesserText(found: LibraryRecord["lesser"]): readonly string[] {
  if (found.length === 0) return [];
  const split = found.map(({ check }) => ({
    loss: check.slice(0, check.indexOf("/")),
    kind: check.slice(check.indexOf("/") + 1),
  }));
  const parts = [...Map.groupBy(split, ({ kind }) => kind)].map(([kind, group]) =>
    `\`${kind}\` (${group.map(({ loss }) => loss).join(", ")})`
  );
  return [`Of level _should_ fail: ${parts.join("; ")}.`, ""];
}

const accuracyColumns = ["loss", "format", "output", "form", "worst", "at", "dominated by"];

function accuracyRow(row: AccuracyRow): readonly string[] {
  const { loss, dtype, output } = row;
  const head = [loss, dtype, output === "value" ? "value" : `∂ ${output}`];
  if (row.form === null) return [...head, "none", "✗", "", ""];
  const { form, multiple, input, dominated_by = "" } = row;
  return [...head, form, `${exponent(multiple)} A`, input, dominated_by];
}
