/**
 * What a run was, in one line.
 *
 * @module
 */
import type { Summary } from "./summary.ts";

/** E.g. `Lossproof 0.1.0: mine 2.1 (rust), 100 cases a check, shard 2 of 8`. */
export function titleOf({ header, totals }: Summary): string {
  const { name, version, language } = header.implementation;
  const who = [name, version, language && `(${language})`].filter(Boolean).join(" ");
  const form = header.form === undefined ? "" : `, form ${header.form} or better`;
  const cases = header.runs === 1 ? "1 case" : `${header.runs} cases`;
  const { shard, time } = header;
  const rounds = time === undefined ? "" : `, ${totals.rounds ?? 0} rounds in ${time} s`;
  const part = shard === undefined ? "" : `, shard ${shard.index} of ${shard.count}`;
  return `Lossproof ${header.lossproof}: ${who}, ${cases} a check${rounds}${form}${part}`;
}
