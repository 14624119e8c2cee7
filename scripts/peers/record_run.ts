/**
 * From a run to what is kept of it.
 *
 * @module
 */
import { summarize, type Summary } from "../../src/report/mod.ts";
import type { Event } from "../../src/runner/mod.ts";
import { accuracyOf, type Row } from "./accuracy_rows.ts";
import { callText } from "./call_text.ts";
import { dialectSource } from "./disputes.ts";
import type { Disputed, Finding } from "./findings.ts";
import {
  type AccuracyRow,
  type DeclaredDialect,
  type DisputeRow,
  type FaultRow,
  type LibraryRecord,
  schemaName,
} from "./record.ts";

/**
 * What is kept of a run.
 *
 * @param events the run of one library
 * @param findings its failed checks that are confirmed
 */
export function recordOf(
  events: readonly Event[],
  findings: readonly Finding[],
): LibraryRecord {
  const summary = summarize(events);
  const { header, judged, totals } = summary;
  const { name, version, losses, flushes = [] } = header.implementation;
  const of = (kind: "fault" | "consequence" | "should") =>
    merged(findings.filter((finding) => finding.kind === kind));
  return {
    $schema: schemaName,
    format: 1,
    generator: `lossproof ${header.lossproof}`,
    runs: header.runs,
    seed: header.seed,
    implementation: {
      name,
      ...version !== undefined && { version },
      losses: Object.keys(losses),
      ...flushes.length > 0 && { flushes },
    },
    dialects: dialectsOf(summary),
    checks: judged.length,
    cases: totals.cases,
    hold: totals.counts.pass,
    faults: of("fault").map(faultOf),
    consequences: of("consequence").map(({ first: { check }, dtypes }) => ({ check, dtypes })),
    disputes: merged(findings.filter((finding) => finding.kind === "dispute")).map(disputedOf),
    lesser: of("should").map(({ first: { check }, dtypes }) => ({ check, dtypes })),
    accuracy: accuracyOf(summary).map(accuracyRow),
  };
}

/** Findings of one check, in however many formats. */
interface Merged<F extends Finding> {
  readonly first: F;
  readonly dtypes: readonly Finding["dtype"][];
}

function merged<F extends Finding>(findings: readonly F[]): readonly Merged<F>[] {
  return [...Map.groupBy(findings, ({ check }) => check).values()].map((group) => ({
    first: group[0],
    dtypes: group.map(({ dtype }) => dtype),
  }));
}

function dialectsOf({ header: { implementation } }: Summary): readonly DeclaredDialect[] {
  return Object.entries(implementation.losses).flatMap(([loss, { dialect }]) => {
    const cited = (name: string) => {
      const source = dialectSource(implementation.name, name);
      return source && { source };
    };
    const params = Object.entries(dialect?.params ?? {});
    const reduction = dialect?.reduction;
    return [
      ...params.map(([param, value]) => ({ loss, param, value, ...cited(param) })),
      ...reduction === undefined ? [] : [{ loss, reduction, ...cited("reduction") }],
    ];
  });
}

function inputOf({ counterexample: { trial, fault } }: Finding): string {
  return callText(trial.calls[fault.call], fault);
}

/** What is kept of a counterexample: where it lay and how it is tried again is of the run alone. */
function keptOf({ counterexample: { file: _, replay: __, ...kept } }: Finding) {
  return { counterexample: kept };
}

function faultOf({ first, dtypes }: Merged<Finding>): FaultRow {
  const { check, counterexample: { fault: { expected, got, why }, requirement } } = first;
  return {
    check,
    dtypes,
    input: inputOf(first),
    ...expected !== undefined && { expected },
    got: got ?? { why },
    requirement,
    ...keptOf(first),
  };
}

function disputedOf({ first, dtypes }: Merged<Disputed>): DisputeRow {
  const { check, dispute: { what, source } } = first;
  return { check, dtypes, what, source, input: inputOf(first), ...keptOf(first) };
}

function accuracyRow({ loss, dtype, output, form, rank, worst }: Row): AccuracyRow {
  const of = { loss, dtype, output };
  if (form === undefined || worst === undefined) return { ...of, form: null };
  const { trial, call, element, multiple, dominant } = worst;
  return {
    ...of,
    form,
    rank,
    multiple,
    input: callText(trial.calls[call], { output, element }),
    ...dominant !== undefined && { dominated_by: dominant },
    worst: { call: trial.calls[call], element },
  };
}
