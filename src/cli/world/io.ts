/**
 * What the command line may do to the world: print, read and write files, show progress.
 *
 * Commands are given these and use nothing else, so that tests run them in process.
 *
 * @module
 */

import type { Files } from "../../golden/internal.ts";

/** A line that shows how far a run is. */
export interface Progress {
  /**
   * Says what is next.
   *
   * @param done how many are done
   * @param label what is being done now
   */
  update(done: number, label: string): void;
  /** Removes the line. */
  stop(): void;
}

/** A way to hear that the user wants an end. */
export interface Interruption {
  /** Aborted when the user does; its reason says the exit code. */
  readonly signal: AbortSignal;
  /** Hears no more. */
  stop(): void;
}

/** The world, as commands see it. */
export interface Io {
  /** Prints what was asked for: standard output. */
  out(text: string): void;
  /** Prints words about it: standard error. */
  err(text: string): void;
  /** Whether colours are welcome on standard output. */
  readonly color: boolean;
  /** Columns of the terminal; absent where there is none. */
  readonly columns?: number;
  /** Whether stacks of unexpected errors are wanted. */
  readonly debug: boolean;
  /** The words before a command's own, where it is to be called again. */
  readonly calledAs: string;
  /** Shows progress out of so many; absent where nobody would see it. */
  readonly progress?: (total: number) => Progress;
  /**
   * Hears Ctrl-C from here on; absent where there is none. `blocking`: an implementation computes in this
   * thread.
   */
  readonly watchInterrupts?: (blocking: boolean) => Interruption;
  /** A variable of the environment; absent where it is not set. */
  env(name: string): string | undefined;
  /** Whether there is a file. */
  isFile(path: string): Promise<boolean>;
  /** Reads a text file. */
  readText(path: string): Promise<string>;
  /** Writes a text file, whole or not at all; folders that are missing are made. */
  writeText(path: string, text: string): Promise<void>;
  /** Writes at the end of a text file, which is made where there is none. */
  appendText(path: string, text: string): Promise<void>;
  /** Throws what `writeText` would throw, as far as that can be known before. */
  requireWritable(path: string): Promise<void>;
  /** Whether a folder is there and has something in it. */
  holdsSomething(path: string): Promise<boolean>;
  /** Reads all files below a folder, by their paths in it; `undefined` where there is no such folder. */
  readFolder(path: string): Promise<Files | undefined>;
  /** Replaces a folder, as a whole or not at all. */
  replaceFolder(path: string, files: Files): Promise<void>;
  /** Throws what `replaceFolder` would throw, as far as that can be known before. */
  requireReplaceable(path: string): Promise<void>;
}
