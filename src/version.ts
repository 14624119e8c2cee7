/**
 * Lossproof's version.
 *
 * @module
 */
import config from "lossproof/deno.json" with { type: "json" };

/** The version of this Lossproof, e.g. `"0.1.0"`. */
export const version: string = config.version;
