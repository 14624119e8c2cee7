/**
 * Random values that shrink.
 *
 * @module
 */
import type fc from "fast-check";

/**
 * fast-check's arbitrary, as `fc.property` and `fc.sample` take it.
 *
 * @ignore fast-check documents it; without this tag `deno doc --lint` wants its types to be ours
 */
export type Arbitrary<T> = fc.Arbitrary<T>;
