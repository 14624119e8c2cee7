/**
 * Golden files as bytes by name, and their digests.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

/** A folder's files: bytes by path, with `/` between its parts. */
export type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Whether a file may lie in the folder without being made: it is carried over as it is.
 *
 * @param file its path in the folder
 * @returns true for the text about the folder, and for what libraries evaluate, which is made of runs of these
 */
export function isCompanion(file: string): boolean {
  return file === "README.md" || file.startsWith("accuracy/");
}

/** SHA-256 in hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** A text as the bytes of a file. */
export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * The text of a file.
 *
 * @throws {TypeError} when it is no UTF-8
 */
export function toText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** Whether two files are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
