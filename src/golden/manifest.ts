/**
 * The manifest: what the folder holds, and what it was made from.
 *
 * @module
 */
import { z } from "zod";
import { parseJson, schemaProblems, strict } from "../spec_files/internal.ts";
import { SpecError } from "../spec_files/mod.ts";
import { digestOf, type Files, isCompanion, toText } from "./files.ts";
import { layOut } from "./layout.ts";

/** The manifest's name. */
export const manifestName = "manifest.json";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");

const fileSchema = strict({
  file: z.string(),
  bytes: z.int().min(0),
  sha256,
  cases: z.int().min(0).optional(),
  spec: sha256.optional(),
  bits: z.int().min(0).optional(),
  undecided: z.int().min(0).optional(),
});

const manifestSchema = strict({
  format: z.literal(1),
  generator: z.string(),
  seed: z.int(),
  files: z.array(fileSchema),
});

/** One file of the folder. */
export type FileEntry = z.infer<typeof fileSchema>;

/**
 * The folder: `generator` is the program's name and version, `seed` where the random cases begin. Of a
 * loss's file, `spec` is the digest of its spec, `bits` the precision of the arithmetic that decided its
 * hardest number, `undecided` how many numbers that left open.
 */
export type Manifest = z.infer<typeof manifestSchema>;

/** What the manifest says of a file besides its bytes. */
export type Origin = Omit<FileEntry, "file" | "bytes" | "sha256">;

/** The text of a manifest, its files in the order of their names. */
export function writeManifest(
  files: Files,
  origins: ReadonlyMap<string, Origin>,
  head: Pick<Manifest, "generator" | "seed">,
): string {
  const names = [...files.keys()].toSorted((a, b) => a < b ? -1 : 1);
  return layOut({
    format: 1,
    ...head,
    files: names.map((file) => {
      const bytes = files.get(file)!;
      return { file, bytes: bytes.length, sha256: digestOf(bytes), ...origins.get(file) };
    }),
  });
}

/**
 * Reads a manifest.
 *
 * @throws {SpecError} when it is none
 */
export function readManifest(text: string, file: string): Manifest {
  const data = parseJson(text, file);
  const read = manifestSchema.safeParse(data);
  if (!read.success) throw new SpecError(schemaProblems(file, read.error.issues, data));
  return read.data;
}

/** Something that is not as it should be, as a sentence without its file. */
export interface FolderProblem {
  readonly file: string;
  readonly what: string;
}

/**
 * Whether a folder holds what its manifest says.
 *
 * @param files all of its files
 * @returns what is changed, missing or more than there should be
 */
export function manifestProblems(files: Files): FolderProblem[] {
  const bytes = files.get(manifestName);
  if (bytes === undefined) return [{ file: manifestName, what: "is missing" }];
  let manifest: Manifest;
  try {
    manifest = readManifest(toText(bytes), manifestName);
  } catch (error) {
    const why = error instanceof SpecError
      ? error.problems.map(({ path, what }) => `${path} ${what}`.trim()).join("; ")
      : "is no text";
    return [{ file: manifestName, what: why }];
  }
  const listed = new Map(manifest.files.map((entry) => [entry.file, entry]));
  const problems: FolderProblem[] = [];
  for (const [file, entry] of listed) {
    const found = files.get(file);
    if (found === undefined) problems.push({ file, what: "is missing" });
    else if (found.length !== entry.bytes || digestOf(found) !== entry.sha256) {
      problems.push({ file, what: "is not what the manifest says: its digest is another" });
    }
  }
  for (const file of files.keys()) {
    if (listed.has(file) || file === manifestName || isCompanion(file)) continue;
    problems.push({ file, what: "is not in the manifest" });
  }
  return problems;
}
