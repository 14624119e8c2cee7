/**
 * For tests: the golden folder as files in memory, right and spoiled.
 *
 * @module
 */
import { type Outcome, runCommand } from "../_run_command.ts";

const files: Record<string, string> = {};
const folder = new URL(import.meta.resolve("lossproof/golden/"));
for await (const { name, isFile } of Deno.readDir(folder)) {
  if (isFile) files[`golden/${name}`] = await Deno.readTextFile(new URL(name, folder));
}

// The graphs are no text; without them the folder is whole, too.
const manifest = JSON.parse(files["golden/manifest.json"]);

/** Bytes of the whole folder. */
export const folderSize = manifest.files.reduce(
  (sum: number, { bytes }: { bytes: number }) => sum + bytes,
  0,
);
manifest.files = manifest.files.filter(({ file }: { file: string }) => file.endsWith(".json"));
files["golden/manifest.json"] = JSON.stringify(manifest);

/** The folder's files by path. */
export const stored: Readonly<Record<string, string>> = files;

/** Runs `lossproof golden` where there are these files. */
export function golden(args: string, files = stored): Promise<Outcome> {
  return runCommand(["golden", ...args.split(" ")], files);
}

/** A bound of smooth L1 has another value, or is no float32 any more. */
export function withBound(bound: number): Record<string, string> {
  const file = "golden/smooth_l1_loss.json";
  return { ...stored, [file]: stored[file].replaceAll("0.30175769329071045", String(bound)) };
}

/** A digit of that bound is another, which leaves no float32. */
export const flipped = withBound(0.30175969329071045);
