/**
 * What a verdict depended on, as one short name: the digest of a spec.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import type { Spec } from "./spec.ts";

/**
 * The digest of what binds in a spec: its words (title, summary, sources, notes,
 * former names of forms) may change.
 *
 * @param spec the loss, resolved, in the dialect that it is judged in
 * @returns SHA-256 in hexadecimal
 *
 * @example
 * ```ts
 * import { builtinSpecs, specDigest } from "lossproof";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * const spec = builtinSpecs.get("l1_loss")!;
 * assertEquals(specDigest({ ...spec, title: "L1" }), specDigest(spec));
 * assertNotEquals(specDigest({ ...spec, output: [] }), specDigest(spec));
 * ```
 */
export function specDigest(spec: Spec): string {
  const { $schema: _, title: _1, summary: _2, sources: _3, notes: _4, ...binding } = spec;
  const { renamed: _5, ...formula } = spec.formula;
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify({ ...binding, formula }))));
}
