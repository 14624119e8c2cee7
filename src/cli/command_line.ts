/**
 * What a command is added with.
 *
 * @module
 */
import type { Command } from "commander";
import type { Io } from "./world/io.ts";

/** Receives the exit code of the command that ran. */
export type OnExit = (code: number) => void;

/** The command line under construction. */
export interface CommandLine {
  /** Where commands are added. */
  readonly program: Command;
  /** What they may do to the world. */
  readonly io: Io;
  /** Receives the exit code. */
  readonly onExit: OnExit;
  /** What stands after `--`: the program that is checked. */
  readonly command: readonly string[] | undefined;
}
