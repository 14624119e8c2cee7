/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { callLines, failureLines } from "./failure_text.ts";
export { shareText } from "./evidence_text.ts";
export { renderIdentities } from "./identity_text.ts";
export { reportJsonSchema, reportSchema } from "./json.ts";
export { figure, inFull, placeText, shortest, tensorLines } from "./number_text.ts";
export { paletteOf } from "./palette.ts";
export { snippetLines } from "./snippet/snippet.ts";
export { type Cell, elide, tableLines, widthOf, wrap } from "./table.ts";
export { verdictOf } from "./verdict.ts";
