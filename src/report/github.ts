/**
 * The report as annotations of GitHub Actions: workflow commands on standard output.
 *
 * @module
 */
import type { Event, Judged } from "../runner/mod.ts";
import type { Spec } from "../spec/mod.ts";
import { staleText } from "./expected_text.ts";
import { failureLines } from "./failure_text.ts";
import { failedGroups, formatsOf, staleGroups } from "./groups.ts";
import { summarize } from "./summary.ts";
import { verdictOf } from "./verdict.ts";

/** What the words of failures are made with. */
export interface GithubOptions {
  /** Every spec by its id: parameters at their defaults are left out. */
  readonly specs?: ReadonlyMap<string, Spec>;
}

/**
 * Renders a run as workflow commands.
 *
 * An error for each check that must hold and fails, and for each that holds though it is expected to
 * fail; a warning for each that should hold; the verdict as a notice, or as an error. A check that fails
 * in several formats is told once. GitHub shows ten of each kind a step, so the verdict comes first.
 *
 * @param events the run; may be incomplete
 * @param options what else is known
 * @returns one command a line
 */
export function renderGithub(events: Iterable<Event>, options: GithubOptions = {}): string {
  const summary = summarize(events);
  const settings = { ...options, width: 100 };
  const textOf = ({ why = "", counterexample }: Judged) =>
    counterexample === undefined ? why : failureLines(counterexample, settings).join("\n");
  const lines = [
    command(summary.accepted ? "notice" : "error", "Lossproof", verdictOf(summary)),
    ...failedGroups(summary, "must").map((group) =>
      command("error", `${group[0].check} (${formatsOf(group)})`, textOf(group[0]))
    ),
    ...staleGroups(summary).map((group) =>
      command("error", `${group[0].check} (${formatsOf(group)})`, staleText(group[0]))
    ),
    ...failedGroups(summary, "should").map((group) =>
      command("warning", `${group[0].check} (${formatsOf(group)})`, group[0].why ?? "")
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function command(level: "notice" | "warning" | "error", title: string, message: string): string {
  return `::${level} title=${property(title)}::${data(message)}`;
}

/** A command's text, escaped as actions/toolkit does. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
