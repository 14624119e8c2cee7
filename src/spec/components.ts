/**
 * Entries of an input, by their names, that take each other's places: reflections, exchanges of axes.
 *
 * @module
 */
import type { Spec } from "./spec.ts";

/** Where an entry's value comes from, and its sign. */
export interface Move {
  /** The place of the entry whose value it becomes. */
  readonly from: number;
  readonly sign: 1 | -1;
}

/** The names of the entries along an input's last axis; none where they have no names. */
export function entryNames({ axes = {}, inputs }: Spec, input: string): readonly string[] {
  const said = axes[inputs[input].shape.at(-1) ?? ""];
  return Array.isArray(said) ? said : [];
}

/** An entry's name without its sign. */
export function unsigned(from: string): string {
  return from.replace(/^-/, "");
}

/**
 * What becomes of the entries along an input's last axis.
 *
 * @param spec the loss
 * @param input an input whose entries have names
 * @param map what becomes of an entry: another one's name, or `-` and its name; others stay
 * @returns one move for each entry, in their order
 */
export function movesOf(
  spec: Spec,
  input: string,
  map: Readonly<Record<string, string>>,
): readonly Move[] {
  const names = entryNames(spec, input);
  return names.map((name) => {
    const from = Object.hasOwn(map, name) ? map[name] : name;
    return { from: names.indexOf(unsigned(from)), sign: from.startsWith("-") ? -1 : 1 };
  });
}
