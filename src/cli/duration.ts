/**
 * Lengths of time as people write them.
 *
 * @module
 */

const seconds: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/**
 * Reads a length of time.
 *
 * @param text e.g. `10m`, `1h30m`, `90s`, or `90`, which is seconds
 * @returns seconds, more than 0 and at most a fortnight
 * @throws {RangeError} when it is none
 */
export function parseDuration(text: string): number {
  const parts = /^\d+(\.\d+)?$/.test(text) ? [`${text}s`] : text.match(/\d+(\.\d+)?[dhms]/g) ?? [];
  const total = parts.reduce(
    (sum, part) => sum + Number(part.slice(0, -1)) * seconds[part.at(-1)!],
    0,
  );
  const whole = parts.join("") === text || `${text}s` === parts[0];
  if (whole && total > 0 && total <= 14 * seconds.d) return total;
  throw new RangeError("It must be a length of time, e.g. 90s, 10m or 1h30m, at most 14d.");
}

/** A length of time for people, e.g. `1h 30m`, `9m 5s`. */
export function durationText(total: number): string {
  let rest = Math.max(0, Math.round(total));
  const parts = Object.entries(seconds).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.slice(0, 2).join(" ") || "0s";
}
