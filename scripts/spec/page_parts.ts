/**
 * The generated parts of `spec/README.md`.
 *
 * @module
 */
import { functions } from "../../src/oracle/internal.ts";
import type { Spec } from "../../src/spec/mod.ts";
import { keyTable, kindList, only, type Schema, tableOf, valueTable } from "./schema_text.ts";

/** What every invariant and every reject may say. */
const obligation = ["level", "note"];

/** What an extension says otherwise than a whole spec. */
const ownKeys = ["extends", "without", "wrap", "inputs", "params"];

/**
 * The parts by their names.
 *
 * @param schema the schema of spec files
 * @param specs the built-in losses
 * @throws {RangeError} when something in the schema does not say what it is
 */
export function partsOf(schema: Schema, specs: Iterable<Spec>): Readonly<Record<string, string>> {
  const [whole, extension] = schema.anyOf ?? [];
  const of = (name: string): Schema => schema.$defs?.[name] ?? {};
  return {
    "keys of a spec": keyTable(whole),
    "keys of a source": keyTable(of("source")),
    "keys of an input": keyTable(of("input")),
    "keys of a parameter": keyTable(of("param")),
    "keys of the formula": keyTable(of("formula")),
    "functions": tableOf(
      ["function", "what it is"],
      Object.values(functions).map(({ usage, says }) => [
        usage.map((call) => `\`${call}\``).join(", "),
        says,
      ]),
    ),
    "keys of the reduction": keyTable(of("reduction")),
    "keys of a denominator": keyTable(of("denominator"), { of: "What is counted, see below" }),
    "what is counted": valueTable(of("denominator"), "of"),
    "keys of a boundary": keyTable(of("boundary")),
    "keys of an obligation": keyTable(only(of("reject").oneOf?.[0] ?? {}, obligation)),
    "invariants": kindList(of("invariant"), obligation),
    "rejects": kindList(of("reject"), obligation),
    "keys of an extension": keyTable(only(extension, ownKeys)),
    "losses": tableOf(
      ["loss", "family", "what it is"],
      Array.from(specs, ({ id, family, summary }) => [`[\`${id}\`](${id}.json)`, family, summary]),
    ),
  };
}
