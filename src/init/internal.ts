/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { type Language, languages, wordsIn } from "./languages.ts";
export { readmeOf } from "./readme.ts";
