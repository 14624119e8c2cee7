/**
 * What an attack is: files, a command, and what is to come of it.
 *
 * @module
 */

/** A symbolic link, by what it leads to. */
export interface Link {
  readonly link: string;
}

/** A file's text or bytes, or a link. */
export type Content = string | Uint8Array<ArrayBuffer> | Link;

/** What is to come of a command. */
export interface Expectation {
  /** The exit code, or those that will do. */
  readonly code: number | readonly number[];
  /** What has to be in what it prints or writes. */
  readonly says?: readonly RegExp[];
  /** What must be in none of that. */
  readonly never?: readonly RegExp[];
}

/** A signal, so many seconds after the start. */
export interface Blow {
  readonly signal: "SIGKILL" | "SIGTERM" | "SIGINT" | "SIGHUP";
  readonly after: number;
  /** Whether all processes of the group get it, as with Ctrl-C in a terminal. */
  readonly group?: boolean;
}

/** One run of `lossproof`. */
export interface Command {
  /** The words after `lossproof`. */
  readonly args: readonly string[];
  /** Python that runs before it in the working folder, such as an edit of what another command wrote. */
  readonly prepare?: string;
  /** What standard input holds. */
  readonly stdin?: string;
  /** What stands after the command in a shell, such as `>/dev/full`. */
  readonly redirected?: string;
  /** What may appear or change in the working folder: files, and folders with all that is in them. */
  readonly writes?: readonly string[];
  /** Signals that it gets. */
  readonly signals?: readonly Blow[];
  /** After so many bytes nobody reads its standard output any more. */
  readonly reads?: number;
  /** So many bytes fit into any file, as if the disk were full. */
  readonly disk?: number;
  /** After so many seconds it hangs, for all that we know. Generous: it is no measurement. */
  readonly limit?: number;
  /** More bytes than that, with all its children, are too many. */
  readonly memory?: number;
  readonly expect: Expectation;
}

/**
 * One attack. In files and arguments, `{{TREE}}` stands for Lossproof's folder, `{{HOME}}` for the
 * home, `{{PORT}}` for a port of this machine at which nobody may knock.
 */
export interface Attack extends Command {
  /** Short, of its own in its area. */
  readonly id: string;
  /** What is done, in a sentence. */
  readonly what: string;
  /** Files by their paths in the working folder. */
  readonly files?: Readonly<Record<string, Content>>;
  /** Whether Deno may download the module that the user names, and what it imports in so many words. */
  readonly asksRegistry?: boolean;
  /** A second command in the same folder. */
  readonly then?: Command;
}

/** The verdict's words where all is well. */
export const conforms: Expectation = { code: 0, says: [/: conforms/], never: [/does not conform/] };

/** The verdict's words where it is not. */
export const failsWith = (...says: readonly RegExp[]): Expectation => ({
  code: 1,
  says: [/does not conform/, ...says],
  never: [/: conforms/],
});

/** A command that is wrong, or a file. */
export const refusedWith = (...says: readonly RegExp[]): Expectation => ({ code: 2, says });

/** What cannot be run. */
export const cannotRunWith = (...says: readonly RegExp[]): Expectation => ({ code: 3, says });
