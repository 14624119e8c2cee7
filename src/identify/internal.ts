/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { departs, followsDeclared } from "./follows.ts";
export { identitiesToJson } from "./json.ts";
