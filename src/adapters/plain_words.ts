/**
 * What an implementation says, of itself and in its answers, is safe to print.
 *
 * @module
 */
import { legible } from "../foreign_text.ts";
import type { Adapter } from "./implementation.ts";

/**
 * The same implementation, whose every word can be printed; what is compared with its words, such as the
 * exceptions that refuse, has been by then.
 *
 * @param adapter the way to it
 */
export function inPlainWords(adapter: Adapter): Adapter {
  return {
    ...adapter,
    about: legible(adapter.about),
    async run(calls) {
      const results = await adapter.run(calls);
      return results.map((result) => "value" in result ? result : legible(result));
    },
  };
}
