/**
 * Named parts of formulas that several losses share: `"uses": ["box"]`.
 *
 * @module
 */
import type { Formula } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";
import texts from "./parts.json" with { type: "json" };

/** Named parts by the name that a spec uses them by, each after those that it reads. */
const parts: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries<Readonly<Record<string, string>>>(texts),
);

/**
 * A formula with the shared parts that it reads, before its own; one of its own name replaces it.
 *
 * @param formula as its file has it
 * @param uses the names of shared parts
 * @param complain receives what is wrong with the names, by their place
 * @returns the formula with those parts alone that something of it reads
 */
export function withSharedParts(
  formula: Formula,
  uses: readonly string[],
  complain: (path: string, what: string) => void,
): Formula {
  uses.forEach((name, i) => {
    if (parts.has(name)) return;
    complain(`uses[${i}]`, `names unknown parts "${name}"${didYouMean(name, parts.keys())}`);
  });
  const shared = Object.assign({}, ...uses.map((name) => parts.get(name) ?? {}));
  const read = readBy(JSON.stringify(formula), shared);
  const kept = Object.entries<string>(shared).filter(([name]) => read.has(name));
  return { ...formula, let: { ...Object.fromEntries(kept), ...formula.let } };
}

/** The parts that a text reads, those that they read in turn included. */
function readBy(text: string, shared: Readonly<Record<string, string>>): ReadonlySet<string> {
  const read = new Set<string>();
  const texts = [text];
  for (const one of texts) {
    for (const name of one.match(/(?<!\.)\b[a-zA-Z_]\w*/g) ?? []) {
      if (read.has(name) || !Object.hasOwn(shared, name)) continue;
      read.add(name);
      texts.push(shared[name]);
    }
  }
  return read;
}
