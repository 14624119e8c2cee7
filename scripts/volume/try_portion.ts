/**
 * Tries a portion: the command line in a process of its own, and what its report says.
 *
 * @module
 */
import { reportSchema } from "../../src/report/internal.ts";
import { type Outcome, type Portion, runs } from "./ledger.ts";

const root = new URL("../../", import.meta.url);

async function textOf(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr, code } = await new Deno.Command(program, {
    args: [...args],
    cwd: root,
    stdin: "null",
  }).output();
  if (code > 1) {
    throw new Error(`${program} ${args.join(" ")}:\n${new TextDecoder().decode(stderr)}`);
  }
  return new TextDecoder().decode(stdout);
}

/**
 * Runs `lossproof check` on a portion.
 *
 * @param portion what is tried
 * @returns what came of it
 * @throws where the run did not come to its end
 */
export async function tryPortion({ road, dtype, loss, seed }: Portion): Promise<Outcome> {
  const of = ["--loss", loss, "--dtype", dtype, "--runs", `${runs}`, "--seed", `${seed}`];
  const commit = (await textOf("git", ["rev-parse", "--short", "HEAD"])).trim();
  const text = await textOf("deno", [
    ...["task", "-q", "lossproof", "check", road, ...of, "--format", "json"],
  ]);
  const { checks, milliseconds, complete } = reportSchema.decode(JSON.parse(text));
  if (!complete) throw new Error(`${loss}, seed ${seed}: the run did not come to its end`);
  const failed = checks.filter(({ status }) => status === "fail");
  return {
    cases: checks.reduce((sum, { cases }) => sum + cases, 0),
    weak: checks.reduce((sum, { weak }) => sum + weak, 0),
    seconds: milliseconds / 1000,
    musts: failed.filter(({ level }) => level === "must")
      .map(({ check }) => `${check} (seed ${seed})`),
    others: failed.filter(({ level }) => level !== "must").map(({ check }) => check),
    commit,
  };
}
