/**
 * Does many things, two at a time.
 *
 * @module
 */

/**
 * Begins two things at once, and each further one when one is done.
 *
 * @param items what to do
 * @param act does one of them
 * @returns a promise for each item, in their order
 */
export function inPairs<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
): readonly Promise<R>[] {
  let running = 0;
  const waiting: (() => void)[] = [];
  return items.map(async (item) => {
    if (running < 2) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await act(item);
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  });
}
