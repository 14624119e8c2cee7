/**
 * Golden cases in other formats.
 *
 * @module
 */
import type { GraphFile } from "../../onnx/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import type { Files } from "../files.ts";
import type { Fixture } from "../fixture.ts";
import { backendTests } from "./backend.ts";
import { describeCases, entriesOf } from "./entries.ts";
import { writeNpz } from "./npz.ts";
import { writeSafetensors } from "./safetensors.ts";

/** The formats that cases are exported in. */
export const exportFormats = ["safetensors", "npz", "onnx-backend-test"] as const;

/** One of the formats that cases are exported in. */
export type ExportFormat = typeof exportFormats[number];

/**
 * Exports golden cases.
 *
 * @param format how
 * @param specs every spec by its id
 * @param graphs the ONNX models of the losses, which the backend tests run
 * @param fixtures the cases by file; the canary is a file like the others
 * @returns the files by path: one for each file of cases, or one folder for each graph
 */
export function exportFixtures(
  format: ExportFormat,
  specs: ReadonlyMap<string, Spec>,
  graphs: readonly GraphFile[],
  fixtures: ReadonlyMap<string, Fixture>,
): Files {
  if (format === "onnx-backend-test") return backendTests(specs, graphs, fixtures);
  return new Map([...fixtures].map(([file, fixture]) => {
    const entries = entriesOf(fixture);
    const cases = JSON.stringify(describeCases(fixture), exactly);
    const wrong = fixture.wrong_on_purpose;
    const bytes = format === "safetensors"
      ? writeSafetensors(entries, { cases, ...wrong !== undefined && { wrong_on_purpose: wrong } })
      : writeNpz(entries, {
        "cases.json": cases,
        ...wrong !== undefined && { "wrong_on_purpose.txt": wrong },
      });
    return [file.replace(/\.json$/, `.${format}`), bytes] as const;
  }));
}

/** Numbers that JSON has not are spelled as in golden files. */
function exactly(_: string, value: unknown): unknown {
  if (typeof value !== "number") return value;
  return Object.is(value, -0) ? "-0" : Number.isFinite(value) ? value : String(value);
}
