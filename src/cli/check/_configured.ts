/**
 * For tests: implementations of the L1 loss, and a `lossproof.json` that names one.
 *
 * @module
 */

/** The address of an implementation in `cli/fixtures`. */
export function fixture(name: string): string {
  return new URL(`../fixtures/${name}.ts`, import.meta.url).href;
}

/** The check that `fixtures/wrong.ts` fails. */
export const gradient = "l1_loss/gradient/pred";

const base = {
  implementation: fixture("wrong"),
  runs: 5,
  dtypes: ["f32"],
  checks: ["*/gradient/**"],
};

/** A lossproof.json that says this besides the base. */
export function configured(
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, string> {
  return { "lossproof.json": JSON.stringify({ ...base, ...changes }, null, 4) };
}
