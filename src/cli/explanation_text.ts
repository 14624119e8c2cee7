/**
 * An explanation for people.
 *
 * @module
 */
import { figure, inFull, shortest } from "../report/number_text.ts";
import { paletteOf } from "../report/palette.ts";
import { type FloatDType, hexFloat } from "../tensor/mod.ts";
import type { ElementExplanation, Explanation, Interval } from "./explanation.ts";
import { table } from "./table.ts";

const elementsShown = 8;

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
  const blocks = outputs.flatMap(({ output, elements }) => {
    const name = output === "value" ? "value" : `gradient by ${output}`;
    const shown = elements.slice(0, elementsShown).map((element, i) => {
      const place = elements.length === 1 ? "" : `, element ${i}`;
      return `${palette.title(name + place)}\n${table(rowsOf(element, dtype), "  ")}`;
    });
    const left = elements.length - shown.length;
    return left > 0 ? [...shown, `… ${left} more elements of ${name}: see --json\n`] : shown;
  });
  return [`${loss}, ${dtype}, reduction ${reduction}\n`, ...blocks].join("\n");
}

const notFinite = { infinite: "±Infinity", any: "±Infinity or NaN" } as const;

function rowsOf(element: ElementExplanation, dtype: FloatDType): string[][] {
  const { rounded, truth, forms, bound, overflow, condition, dominant } = element;
  return [
    [
      "rounded",
      rounded === undefined ? "open" : `${shortest(rounded, dtype)} = ${hexFloat(rounded)}`,
    ],
    ["truth", intervalText(truth)],
    ...Object.entries(forms).map(([name, ends], i) => [
      i === 0 ? "honest" : "",
      intervalText(ends),
      name,
    ]),
    ["A", `${figure(bound)}  (${dominant})`],
    ...(condition === undefined ? [] : [["κ", figure(condition)]]),
    ...(overflow === "none" ? [] : [["", `${notFinite[overflow]} is honest here`]]),
  ];
}

function intervalText([lo, hi]: Interval): string {
  return Object.is(lo, hi) ? inFull(lo) : `[${inFull(lo)}, ${inFull(hi)}]`;
}
