/**
 * Colours, one for each meaning.
 *
 * @module
 */
import * as colors from "@std/fmt/colors";

/** Marks a text with a meaning. */
export type Paint = (text: string) => string;

/** One paint a meaning. */
export interface Palette {
  /** It holds. */
  readonly holds: Paint;
  /** A `must` fails. */
  readonly fails: Paint;
  /** A `should` fails. */
  readonly warns: Paint;
  /** It could not be decided. */
  readonly open: Paint;
  /** Context that can be passed over. */
  readonly faint: Paint;
  /** What a paragraph is about. */
  readonly title: Paint;
}

/** Leaves a text as it is. */
export function plain(text: string): string {
  return text;
}

/**
 * The palette for a terminal.
 *
 * @param color whether to colour at all
 */
export function paletteOf(color: boolean): Palette {
  if (!color) {
    return { holds: plain, fails: plain, warns: plain, open: plain, faint: plain, title: plain };
  }
  return {
    holds: colors.green,
    fails: colors.red,
    warns: colors.yellow,
    open: colors.magenta,
    faint: colors.dim,
    title: colors.bold,
  };
}
