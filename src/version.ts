/**
 * Lossproof's version.
 *
 * @module
 */
import config from "lossproof/deno.json" with { type: "json" };

/**
 * The version of this Lossproof, e.g. `"0.1.0"`.
 *
 * @example
 * ```ts
 * import { version } from "lossproof";
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch(version, /^\d+\.\d+\.\d+$/);
 * ```
 */
export const version: string = config.version;
