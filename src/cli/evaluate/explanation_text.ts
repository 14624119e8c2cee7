/**
 * An explanation for people.
 *
 * @module
 */
import { figure, inFull, paletteOf, placeText, shortest } from "../../report/internal.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { hexFloat, sizeOf } from "../../tensor/internal.ts";
import { table } from "../output/table.ts";
import type { ElementExplanation, Explanation, Interval } from "./explanation.ts";

/** Elements of an output that are described. */
export const elementsShown = 8;

/**
 * Describes an explanation.
 *
 * @param explanation what the oracle knows
 * @param color whether to colour
 * @returns one block for each element, the first eight of each output
 */
export function describeExplanation(explanation: Explanation, color: boolean): string {
  const { loss, dtype, reduction, outputs } = explanation;
  const palette = paletteOf(color);
  const blocks = outputs.flatMap(({ output, shape, elements }) => {
    const name = output === "value" ? "value" : `gradient by ${output}`;
    const shown = elements.slice(0, elementsShown).map((element, i) => {
      const place = shape.length === 0 ? "" : ` at ${placeText(i, shape)}`;
      return `${palette.title(name + place)}\n${table(rowsOf(element, dtype), { indent: "  " })}`;
    });
    const left = sizeOf(shape) - shown.length;
    return left > 0 ? [...shown, `… ${left} more elements of ${name}: see --json\n`] : shown;
  });
  return [`${loss}, ${dtype}, reduction ${reduction}\n`, ...blocks].join("\n");
}

const notFinite = { infinite: "±Infinity", any: "±Infinity or NaN" } as const;

function rowsOf(element: ElementExplanation, dtype: FloatDType): string[][] {
  const { rounded, open, truth, forms, bound, overflow, condition, dominant } = element;
  // Nothing more is known of what depends on a NaN.
  if (Number.isNaN(truth[0])) return [["rounded", "NaN"]];
  return [
    ["rounded", roundedText(rounded, open, dtype)],
    ["truth", intervalText(truth)],
    ...Object.entries(forms).map(([name, ends], i) => [
      i === 0 ? "honest" : "",
      intervalText(ends),
      name,
    ]),
    ...(Number.isFinite(bound) ? [["A", `${figure(bound)}  (${dominant})`]] : []),
    ...(Number.isFinite(condition) ? [["κ", figure(condition!)]] : []),
    ...(overflow === "none" ? [] : [["", honestText(truth, overflow)]]),
  ];
}

function honestText([lo, hi]: Interval, overflow: keyof typeof notFinite): string {
  return lo === -Infinity && hi === Infinity
    ? "the formula has no value here, or any: every answer passes"
    : `${notFinite[overflow]} is honest here`;
}

function roundedText(
  rounded: number | undefined,
  open: string | undefined,
  dtype: FloatDType,
): string {
  if (rounded === undefined) return open === undefined ? "open" : `open: ${open}`;
  return Number.isFinite(rounded)
    ? `${shortest(rounded, dtype)} = ${hexFloat(rounded)}`
    : String(rounded);
}

function intervalText([lo, hi]: Interval): string {
  return Object.is(lo, hi) ? inFull(lo) : `[${inFull(lo)}, ${inFull(hi)}]`;
}
