/**
 * The values of a graph by what they hold.
 *
 * @module
 */
import type { Value } from "./graph_builder.ts";

/** A float value. */
export type Float = Value<"float">;

/** An int64 value. */
export type Int = Value<"int">;

/** A bool value. */
export type Bool = Value<"bool">;
