/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export {
  dtypes,
  flattenNested,
  hexFloat,
  numberFromJson,
  numberToJson,
  tensorFromJson,
  tensorToJson,
} from "./json.ts";
export { allocate, cloneTensor, filled, isWellFormed, sameShape, sizeOf } from "./tensor.ts";
export { floatAt, floatIndex } from "./ulp.ts";
