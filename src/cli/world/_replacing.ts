/**
 * For tests: replaces a folder again and again, until it is killed.
 *
 * @module
 */
import { toBytes } from "../../golden/internal.ts";
import { replaceFolder } from "./replace_folder.ts";

/** The files of one of two kinds: some common, some its own. */
export function filesOf(kind: "a" | "b"): Map<string, Uint8Array> {
  const names = Array.from({ length: 12 }, (_, i) => `deep/${i}/common.json`);
  return new Map(
    [...names, `${kind}.json`, `${kind}/only.json`].map((name) => [
      name,
      toBytes(`${kind} of ${name}`.repeat(2000)),
    ]),
  );
}

if (import.meta.main) {
  const [folder] = Deno.args;
  Deno.stdout.writeSync(toBytes("begins\n"));
  for (let round = 0;; round++) await replaceFolder(folder, filesOf(round % 2 === 0 ? "b" : "a"));
}
