/**
 * Standard output is the report's: what an implementation prints goes to standard error.
 *
 * @module
 */

const diverted = [
  "log",
  "info",
  "debug",
  "dir",
  "dirxml",
  "table",
  "count",
  "timeLog",
  "timeEnd",
] as const;

/** Lets every method of the console that prints to standard output print to standard error. */
export function divertConsole(): void {
  const { console } = globalThis;
  const print = console.error.bind(console);
  for (const method of diverted) console[method] = (...data: unknown[]) => print(...data);
}
