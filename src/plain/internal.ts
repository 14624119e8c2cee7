/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { type PlainCall, plainCall } from "./call.ts";
