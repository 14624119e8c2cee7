/**
 * For tests: the golden folder as files in memory, right and spoiled.
 *
 * @module
 */
import { type Outcome, runCommand } from "../run_command.ts";

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

const file = "golden/smooth_l1_loss.json";
const { cases } = JSON.parse(stored[file]);

/** Which of smooth L1's cases is the first in float32 whose value is rounded, and near 1. */
export const place: number = cases.findIndex((
  { dtype, value }: {
    readonly dtype: string;
    readonly value?: { readonly expected: unknown[]; readonly forms: { readonly lo: unknown[] }[] };
  },
) =>
  dtype === "f32" && value !== undefined && value.forms[0].lo[0] !== value.expected[0] &&
  Math.abs(Math.log2(Number(value.forms[0].lo[0]))) < 16
);

/** Its name. */
export const caseName: string = cases[place].name;

/** The least value that it allows. */
export const bound: number = cases[place].value.forms[0].lo[0];

/** That bound is another number. */
export function withBound(other: number): Record<string, string> {
  return { ...stored, [file]: stored[file].replaceAll(String(bound), String(other)) };
}

/** The bound with other last digits, which leave no float32. */
export const noFloat32: number = bound * (1 + 2 ** -40);

/** The last digits of the bound are others. */
export const flipped = withBound(noFloat32);
