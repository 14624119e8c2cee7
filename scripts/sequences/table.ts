/**
 * What libraries evaluate, as a table.
 *
 * @module
 */
import { builtinSpecs } from "../../src/spec/mod.ts";
import { tableOf } from "../spec/schema_text.ts";
import { allSequences } from "./all.ts";
import type { Sequence } from "./sequence.ts";

/** The libraries of each loss, output and form: by loss, the value before its gradients. */
export function librariesTable(): string {
  const rows = new Map<string, readonly Sequence[]>();
  for (const sequence of allSequences.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const { loss, output, form, params } = sequence;
    const key = JSON.stringify([loss, output, form, params]);
    rows.set(key, [...rows.get(key) ?? [], sequence]);
  }
  return tableOf(
    ["loss", "of", "form", "whose"],
    Array.from(rows.values(), (alike) => {
      const [{ loss, output, form, params = {} }] = alike;
      const dialect = Object.keys(params).map((name) => `, \`${name}\``).join("");
      return [
        `\`${loss}\``,
        output === "value" ? "value" : `∂ ${output}`,
        `\`${form}\`${dialect}`,
        alike.map(({ library, file }) => `${library} (\`${file}\`)`).join(", "),
      ];
    }),
  );
}

function placeOf({ loss, output }: Sequence): number {
  const losses = [...builtinSpecs.keys()];
  return 3 * losses.indexOf(loss) + ["value", "pred", "target"].indexOf(output);
}
