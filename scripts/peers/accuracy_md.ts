/**
 * What runs found, as Markdown: one table of all libraries, then each by itself.
 *
 * @module
 */
import { summarize, type Summary } from "../../src/report/mod.ts";
import type { Event } from "../../src/runner/mod.ts";
import { accuracyOf, type Row } from "./accuracy_rows.ts";
import { callText, numberText } from "./call_text.ts";
import { dialectSource } from "./disputes.ts";
import type { Finding } from "./findings.ts";
import { exponent, table } from "./markdown.ts";

/** One library's run, its failures confirmed. */
export interface PeerRun {
  readonly events: readonly Event[];
  readonly findings: readonly Finding[];
}

/**
 * The whole document.
 *
 * @param runs a run of each library
 * @param command the command that makes it
 * @returns Markdown
 */
export function accuracyMarkdown(runs: readonly PeerRun[], command: string): string {
  const all = runs.map((run) => ({ ...run, summary: summarize(run.events) }));
  const [{ summary: { header } }] = all;
  return [
    "# Accuracy",
    "",
    `Made by \`${command}\`: ${header.runs} cases a check, seed ${header.seed}, libraries on a CPU at ` +
    "the versions below.",
    "",
    introduction,
    "",
    ...table(
      ["library", "loss", "value", ...formats, "gradient", ...formats, "faults"],
      all.flatMap(summaryRows),
    ),
    "",
    ...all.flatMap(sectionOf),
  ].join("\n");
}

const formats = ["f64", "f32", "f16", "bf16"] as const;

const introduction = `\
**Read it so.** _value_ and _gradient_ name the formula that every answer honestly evaluates: the first of
the spec's forms (most accurate first) whose enclosure holds them all. The figures are the worst error
in units of A, the first-order error bound of the spec's first form: 1 is what honest rounding may add up
to, 4e5 is an honest evaluation of a form that cancels. **✗**: some answer is no honest evaluation of
any listed form. –: not computed in that format. _faults_ counts checks of level _must_ that fail and are
no known dispute of convention; what follows from a fault (a law that meets its NaN) is not counted
again. Every finding was confirmed by mpmath with 1000 digits and difference quotients
(\`scripts/peers/confirm.py\`), which shares nothing with the oracle, before it was printed.

A convention in which libraries differ on purpose is no fault: a library is judged in the dialect that it
declares, and what no dialect names is listed as a dispute, with the source of the library
that says or does so.`;

type Part = PeerRun & { readonly summary: Summary };

function nameOf({ summary: { header: { implementation } } }: Part): string {
  const { name, version } = implementation;
  return version === undefined ? name : `${name} ${version}`;
}

function summaryRows(part: Part): readonly (readonly string[])[] {
  const { summary: { header }, findings } = part;
  const rows = accuracyOf(part.summary);
  return Object.keys(header.implementation.losses).map((loss, i) => {
    const own = rows.filter((r) => r.loss === loss);
    const faults = new Set(
      findings.filter((f) => f.kind === "fault" && f.loss === loss).map(({ check }) => check),
    );
    return [
      i === 0 ? header.implementation.name : "",
      loss,
      ...grades(own.filter(({ output }) => output === "value")),
      ...grades(own.filter(({ output }) => output !== "value")),
      faults.size === 0 ? "" : String(faults.size),
    ];
  });
}

/** The least form of all formats, and the worst multiple in each. */
function grades(rows: readonly Row[]): readonly string[] {
  const form = rows.reduce((a: Row | undefined, b) => a && a.rank >= b.rank ? a : b, undefined)
    ?.form;
  const cells = formats.map((dtype) => {
    const own = rows.filter((r) => r.dtype === dtype);
    if (own.length === 0) return "–";
    if (own.some((r) => r.form === undefined)) return "✗";
    return exponent(Math.max(...own.map(({ worst }) => worst?.multiple ?? 0)));
  });
  return [form ?? (rows.length === 0 ? "–" : "none"), ...cells];
}

function sectionOf(part: Part): readonly string[] {
  const { summary: { header, judged, totals }, findings } = part;
  const { implementation } = header;
  const { flushes = [], losses } = implementation;
  const conventions = Object.entries(losses).flatMap(([id, { dialect }]) => [
    ...Object.entries(dialect?.params ?? {})
      .map(([name, value]) =>
        `${id} with ${name} = ${value} (${dialectSource(implementation.name, id, name)})`
      ),
    ...dialect?.reduction === undefined ? [] : [
      `${id} with ${dialect.reduction} (${dialectSource(implementation.name, id, "reduction")})`,
    ],
  ]);
  const declared = [
    ...conventions,
    ...flushes.length === 0 ? [] : [`subnormals flushed to zero in ${flushes.join(", ")}`],
  ];
  const of = (kind: Finding["kind"]) => merged(findings.filter((f) => f.kind === kind));
  return [
    `## ${nameOf(part)}`,
    "",
    `${judged.length} checks, ${totals.cases} cases; ${totals.counts.pass} checks hold.` +
    (declared.length === 0 ? "" : ` Declared: ${declared.join("; ")}.`),
    "",
    ...titled("Faults", table(faultColumns, of("fault").map(faultRow))),
    ...consequences(of("consequence")),
    ...titled("Disputes of convention", table(disputeColumns, of("dispute").map(disputeRow))),
    ...should(of("should")),
    ...titled(
      "Accuracy in detail",
      table(accuracyColumns, accuracyOf(part.summary).map(accuracyRow)),
    ),
  ];
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""];
}

/** Findings of one check, in however many formats. */
interface Merged {
  readonly first: Finding;
  readonly dtypes: readonly string[];
}

function merged(findings: readonly Finding[]): readonly Merged[] {
  return [...Map.groupBy(findings, ({ check }) => check).values()].map((group) => ({
    first: group[0],
    dtypes: group.map(({ dtype }) => dtype),
  }));
}

const faultColumns = ["check", "formats", "smallest input", "true", "got", "clause"];

function faultRow({ first, dtypes }: Merged): readonly string[] {
  const { fault, trial } = first.counterexample;
  const number = (x: number | undefined) => numberText(x, first.dtype);
  return [
    `\`${first.check}\``,
    dtypes.join(" "),
    callText(trial.calls[fault.call], fault),
    number(fault.expected),
    fault.got === undefined ? fault.why : number(fault.got),
    first.counterexample.requirement,
  ];
}

function consequences(found: readonly Merged[]): readonly string[] {
  if (found.length === 0) return [];
  const checks = found.map(({ first, dtypes }) => `\`${first.check}\` (${dtypes.join(" ")})`);
  return [
    `Laws that meet an answer which is no number, and fail for it: ${checks.join(", ")}.`,
    "",
  ];
}

const disputeColumns = ["check", "formats", "what", "source", "smallest input"];

function disputeRow({ first, dtypes }: Merged): readonly string[] {
  const { trial, fault } = first.counterexample;
  return [
    `\`${first.check}\``,
    dtypes.join(" "),
    first.dispute?.what ?? "",
    first.dispute?.source ?? "",
    callText(trial.calls[fault.call], fault),
  ];
}

function should(found: readonly Merged[]): readonly string[] {
  if (found.length === 0) return [];
  const byKind = Map.groupBy(found, ({ first }) => first.check.split("/").slice(1).join("/"));
  const parts = [...byKind].map(([kind, group]) =>
    `\`${kind}\` (${group.map(({ first }) => first.loss).join(", ")})`
  );
  return [`Of level _should_ fail: ${parts.join("; ")}.`, ""];
}

const accuracyColumns = ["loss", "format", "output", "form", "worst", "at", "dominated by"];

function accuracyRow({ loss, dtype, output, form, worst }: Row): readonly string[] {
  const what = output === "value" ? "value" : `∂ ${output}`;
  if (form === undefined) return [loss, dtype, what, "none", "✗", "", ""];
  if (worst === undefined) return [loss, dtype, what, form, "", "", ""];
  const { trial, call, element, multiple, dominant = "" } = worst;
  const at = callText(trial.calls[call], { output, element });
  return [loss, dtype, what, form, `${exponent(multiple)} A`, at, dominant];
}
