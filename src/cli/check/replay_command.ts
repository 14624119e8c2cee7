/**
 * The command that tries a counterexample again, to be pasted.
 *
 * @module
 */
import type { Counterexample } from "../../runner/mod.ts";
import { type Target, targetWords } from "../target/target.ts";
import { shellWord } from "../world/shell_word.ts";

/** What of a check's options decides its search. */
export interface ReplayedOptions {
  readonly runs: number;
  readonly form?: string;
  readonly spec: readonly string[];
  readonly config?: string;
  readonly configured?: boolean;
}

/**
 * The command that tries a counterexample again: its file, or the same search.
 *
 * @param target what was checked
 * @param counterexample was found
 * @param options of the check that found it
 * @param calledAs the words before a command's own
 */
export function replayCommand(
  target: Target,
  { check, dtype, seed, file }: Pick<Counterexample, "check" | "dtype" | "seed" | "file">,
  { runs, form, spec, config, configured }: ReplayedOptions,
  calledAs: string,
): string {
  const flag = file === undefined ? [] : ["--implementation"];
  const { among, last } = configured ? { among: [], last: [] } : targetWords(target, flag);
  const search = ["--check", check, "--dtype", dtype];
  const draw = ["--runs", String(runs), "--seed", String(seed)];
  const words = [
    ...(file === undefined ? ["check", ...among, ...search, ...draw] : ["replay", file, ...among]),
    ...(form === undefined ? [] : ["--form", form]),
    ...spec.flatMap((path) => ["--spec", path]),
    ...(config === undefined ? [] : ["--config", config]),
    ...last,
  ];
  return [calledAs, ...words.map(shellWord)].join(" ");
}
