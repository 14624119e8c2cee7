/**
 * A spec with the file that it came from.
 *
 * @module
 */
import type { SpecFile } from "../spec/mod.ts";

/** A spec and the file that it came from. */
export interface LoadedSpec {
  /** The file's name, for messages. */
  readonly file: string;
  /** What {@linkcode parseSpec} read from it. */
  readonly spec: SpecFile;
}
