/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { entriesOf, termCount, termScope } from "./scope.ts";
