/**
 * The report as JUnit XML, for continuous integration.
 *
 * @module
 */
import { XMLBuilder } from "fast-xml-parser";
import { foreignText } from "../foreign_text.ts";
import type { Event, Judged } from "../runner/mod.ts";
import { isJudged, judgedCases } from "../runner/internal.ts";
import type { Spec } from "../spec/mod.ts";
import { shareText } from "./evidence_text.ts";
import { because, isStale, staleText } from "./expected_text.ts";
import { failureLines, type FailureSettings, whyLines } from "./failure_text.ts";
import { summarize, type Summary } from "./summary.ts";
import { verdictOf, wordOf } from "./verdict.ts";

/** What the words of failures are made with. */
export interface JunitOptions {
  /** Of a line of their text, in characters (default 100). */
  readonly width?: number;
  /** Every spec by its id: parameters at their defaults are left out. */
  readonly specs?: ReadonlyMap<string, Spec>;
}

type Xml = Readonly<Record<string, unknown>>;

/**
 * Renders a run as JUnit XML: a test suite for each loss and format, a test case for each check.
 *
 * Only a failed `must`, a check that holds though it is expected to fail, and a loss of which less was
 * judged than is required, is a failure; a failed `should` or `may`, an expected failure, and a check that
 * holds in less than half of its cases, is skipped, with its text. A check that was planned and not judged
 * is an error.
 *
 * @param events the run; may be incomplete
 * @param options width of the failures' text (default 100), and what else is known
 * @returns the XML, with a line feed at the end; characters that XML cannot hold are shown as escapes
 */
export function renderJunit(events: Iterable<Event>, options: JunitOptions = {}): string {
  const summary = summarize(events);
  const { language } = summary.header.implementation;
  const settings: FailureSettings = {
    width: 100,
    ...(language !== undefined && { language }),
    ...options,
  };
  const builder = new XMLBuilder({
    attributeNamePrefix: "@",
    format: true,
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  const suites = [...suitesOf(summary, settings), ...evidenceSuites(summary)];
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": attribute(verdictOf(summary)),
      ...counts(suites.flatMap(({ cases }) => cases)),
      "@time": seconds(summary.totals.milliseconds),
      testsuite: suites.map(({ name, cases, milliseconds }) => ({
        "@name": attribute(name),
        ...counts(cases),
        "@time": seconds(milliseconds),
        testcase: cases,
      })),
    },
  });
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Xml[];
  readonly milliseconds: number;
}

function suitesOf({ header, judged }: Summary, settings: FailureSettings): Suite[] {
  const keyOf = (loss: string, dtype: string) => `${loss} ${dtype}`;
  const outcomes = new Map(judged.map((j) => [keyOf(j.check, j.dtype), j]));
  const groups = Map.groupBy(header.checks, ({ loss, dtype }) => keyOf(loss, dtype));
  return [...groups].map(([name, checks]) => {
    const cases = checks.map(({ id, loss, dtype }) => {
      const outcome = outcomes.get(keyOf(id, dtype));
      return {
        "@name": attribute(id),
        "@classname": attribute(`${loss}.${dtype}`),
        "@time": seconds(outcome?.milliseconds ?? 0),
        ...(outcome === undefined
          ? { error: { "@message": "Not judged: the run is incomplete" } }
          : outcomeXml(outcome, settings)),
      };
    });
    const milliseconds = checks.reduce(
      (sum, { id, dtype }) => sum + (outcomes.get(keyOf(id, dtype))?.milliseconds ?? 0),
      0,
    );
    return { name, cases, milliseconds };
  });
}

/** A failure of its own for each loss of which too little was judged, and where nothing was. */
function evidenceSuites(summary: Summary): Suite[] {
  const { lacking, judged, evidence } = summary.totals;
  const { require, shard } = summary.header;
  const messages = [
    ...lacking.map((
      loss,
    ) => [loss, `${shareText(evidence[loss])} of the cases were judged, ${require} is required`]),
    ...summary.complete && judged === 0 && shard === undefined ? [["run", wordOf(summary)]] : [],
  ];
  if (messages.length === 0) return [];
  const cases = messages.map(([name, message]) => ({
    "@name": attribute(name),
    "@classname": "evidence",
    "@time": seconds(0),
    failure: { "@message": attribute(message), "@type": "evidence" },
  }));
  return [{ name: "evidence", cases, milliseconds: 0 }];
}

function outcomeXml(outcome: Judged, settings: FailureSettings): Xml {
  const { status, level, why = "", expected, counterexample } = outcome;
  if (isStale(outcome) && (status === "pass" || expected !== undefined)) {
    return { failure: { "@message": attribute(staleText(outcome)), "@type": "stale" } };
  }
  if (status === "pass" && isJudged(outcome)) return {};
  if (status === "pass") {
    const { cases } = outcome;
    const message = `holds, but only ${judgedCases(outcome)} of ${cases} cases were judged`;
    return { skipped: { "@message": message } };
  }
  if (status !== "fail") return { skipped: { "@message": attribute(`${status}: ${why}`) } };
  const text = counterexample === undefined
    ? whyLines(why, settings.width).join("\n")
    : failureLines(counterexample, settings).join("\n");
  if (expected !== undefined) {
    return {
      skipped: { "@message": attribute(`fails as expected${because(expected)}`) },
      "system-out": clean(text),
    };
  }
  if (level === "must") {
    return {
      failure: { "@message": attribute(why), "@type": level, "#text": clean(text) },
    };
  }
  return {
    skipped: { "@message": attribute(`a ${level}-check fails: ${why}`) },
    "system-out": clean(text),
  };
}

function counts(cases: readonly Xml[]): Xml {
  const having = (key: string) => cases.filter((testcase) => key in testcase).length;
  return {
    "@tests": cases.length,
    "@failures": having("failure"),
    "@errors": having("error"),
    "@skipped": having("skipped"),
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** A text that XML 1.0 can hold; its Char production leaves out controls and lone surrogates. */
function clean(text: string): string {
  return foreignText(text, Infinity);
}

/** A text on one line, since parsers turn line feeds in attributes into spaces. */
function attribute(text: string): string {
  return clean(text).replace(/\s+/g, " ");
}
