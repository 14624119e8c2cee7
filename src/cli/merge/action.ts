/**
 * `lossproof merge`: makes one report of the shards of a run.
 *
 * @module
 */
import { exitCode, readEvents, type ReportFormat, summarize } from "../../report/mod.ts";
import { type Event, mergeParts, type Part } from "../../runner/mod.ts";
import { inDialect, type Spec } from "../../spec/mod.ts";
import { renamedForm } from "../../spec/internal.ts";
import { blamingInput, WrongCommand } from "../failure.ts";
import { loadLosses } from "../losses/known_losses.ts";
import { publishReport } from "../output/publish_report.ts";
import type { Io } from "../world/io.ts";

/** How to report. */
export interface MergeOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly spec: readonly string[];
}

/**
 * Merges the events of shards.
 *
 * @param files what `lossproof check --shard i/n --format events` wrote, in any order
 * @param options how to report
 * @returns the exit code of the whole run: 0 conforms, 1 does not, or is incomplete
 * @throws {WrongCommand} when the files are not all shards of one run
 */
export async function mergeEvents(
  files: readonly string[],
  options: MergeOptions,
  io: Io,
): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  const output = options.output === "-" ? undefined : options.output;
  if (output !== undefined) await io.requireWritable(output);
  const parts = await Promise.all(files.map(async (name) => ({
    name,
    events: eventsIn(await io.readText(name), name),
  })));
  for (const part of parts) requireCurrentForms(part, all);
  const events = blamingInput(() => mergeParts(parts));
  for (const part of parts) {
    const gap = gapOf(part);
    if (gap !== undefined) io.err(`${gap}\n`);
  }
  const [header] = events;
  const losses = header.type === "header" ? header.implementation.losses : {};
  const specs = blamingInput(() => inDialect(all, losses));
  await publishReport(options.format, events, { specs }, output, io);
  return exitCode(events);
}

/** Refuses a part that grades by a form's former name. */
function requireCurrentForms({ name, events }: Part, specs: ReadonlyMap<string, Spec>): void {
  const require = (form: string, losses: readonly Spec[]) => {
    const now = renamedForm(form, losses);
    if (now === undefined) return;
    throw new WrongCommand(
      `Cannot merge: "${name}" grades by the form "${form}", which is called "${now}" now: ` +
        "run it again",
    );
  };
  for (const event of events) {
    if (event.type === "header" && event.form !== undefined) {
      require(event.form, Object.keys(event.specs).flatMap((id) => specs.get(id) ?? []));
    }
    if (event.type !== "judged") continue;
    const spec = specs.get(event.loss);
    for (const { form } of event.accuracy ?? []) require(form, spec === undefined ? [] : [spec]);
  }
}

/** What a part lacks, in words; nothing where it ran to its end. */
function gapOf({ name, events }: Part): string | undefined {
  const { header, judged, complete } = summarize(events);
  if (complete) return undefined;
  const { shard, checks } = header;
  const which = shard === undefined ? "" : `, shard ${shard.index} of ${shard.count},`;
  const left = judged.length < checks.length
    ? `${judged.length} of its ${checks.length} checks were judged`
    : "though every check was judged, the run did not come to its end";
  return `"${name}"${which} is incomplete: ${left}; run it again with --seed ${header.seed}`;
}

function eventsIn(text: string, name: string): Event[] {
  try {
    return readEvents(text, name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new WrongCommand(error.message, { cause: error });
  }
}
