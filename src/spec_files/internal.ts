/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { callSchema, exactNumberSchema, maybe, readableCallSchema } from "./call_json.ts";
export { isJsonSchema } from "./is_json_schema.ts";
export { layOutJson } from "./json_layout.ts";
export { specJsonSchema } from "./json_schema.ts";
export { parseJson } from "./json_text.ts";
export { layOutSpec } from "./layout.ts";
export { lintSpec } from "./lint.ts";
export { readSpec } from "./load.ts";
export { issueProblems, schemaProblems } from "./problem.ts";
export { specSchema } from "./schema.ts";
export { distinct, levelSchema, name, strict, words } from "./vocabulary.ts";
