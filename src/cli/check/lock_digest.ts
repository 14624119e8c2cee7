/**
 * Which dependencies the judge is built from: the digest of its lock.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { fromFileUrl } from "@std/path";
import type { Io } from "../world/io.ts";

/**
 * The digest of the lock that lies beside Lossproof's configuration.
 *
 * @param io reads it
 * @returns SHA-256 in hexadecimal; absent where there is no such file, as in a bundle
 */
export async function lockDigest(io: Io): Promise<string | undefined> {
  const config = import.meta.resolve("lossproof/deno.json");
  if (!config.startsWith("file:")) return undefined;
  const path = fromFileUrl(new URL("deno.lock", config));
  if (!await io.isFile(path)) return undefined;
  return bytesToHex(sha256(utf8ToBytes(await io.readText(path))));
}
