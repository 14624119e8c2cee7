/**
 * Boxes as corners (x1, y1, x2, y2), and how others lie to the first: what a loss of overlaps turns on.
 *
 * @module
 */
import { type FloatDType, formats, roundTo, stepFloat } from "../tensor/mod.ts";
import { type Draw, once, pick, uniform } from "./draw.ts";
import { type Mood, realRange } from "./float_draw.ts";
import { costOf, simplerFloats } from "./simpler_floats.ts";
import type { Source } from "./source.ts";

/** Corners x1, y1, x2, y2 with x1 ≤ x2 and y1 ≤ y2. */
type Box = readonly number[];

/** An interval of one axis. */
type Side = readonly [from: number, to: number];

/**
 * Draws the boxes of one record: the first anywhere, the others identical to it, nearly so, with one or
 * two coordinates in common, inside or around it, touching it, beside it, or anywhere.
 *
 * Sides are drawn relative to the position, from as long to 2^-20 of it, since what is lost by
 * subtracting coordinates depends on that alone.
 *
 * @param names the inputs that are boxes
 * @param dtype the format of the coordinates
 * @param mood how far they go
 */
export function boxesDraw(
  names: readonly string[],
  dtype: FloatDType,
  mood: Mood,
): Draw<Readonly<Record<string, Box>>> {
  return {
    draw(random) {
      if (names.length === 0) return {};
      const rounded = (box: Box) => ordered(box.map((x) => inFormat(x, dtype)));
      const first = rounded(anyBox(random, dtype, mood));
      return Object.fromEntries(
        names.map((name, i) => [
          name,
          i === 0 ? first : rounded(otherBox(random, first, dtype, mood)),
        ]),
      );
    },
    simpler: function* (values) {
      const boxes = Object.fromEntries(names.map((name) => [name, values[name]]));
      const cost = costOfAll(boxes);
      for (const simpler of candidates(boxes, dtype)) {
        if (Object.values(simpler).every(isOrdered) && costOfAll(simpler) < cost) yield simpler;
      }
    },
  };
}

/** The corners in order: a pair that is not, as after a coordinate was moved, is swapped. */
export function ordered([x1, y1, x2, y2]: Box): Box {
  const [left, right] = x1 > x2 ? [x2, x1] : [x1, x2];
  const [top, bottom] = y1 > y2 ? [y2, y1] : [y1, y2];
  return [left, top, right, bottom];
}

function isOrdered([x1, y1, x2, y2]: Box): boolean {
  return x1 <= x2 && y1 <= y2;
}

function inFormat(x: number, dtype: FloatDType): number {
  const { largest } = formats[dtype];
  return roundTo(Math.min(Math.max(x, -largest), largest), dtype);
}

function anyBox(random: Source, dtype: FloatDType, mood: Mood): Box {
  const [x, y] = [anySide(random, dtype, mood), anySide(random, dtype, mood)];
  return [x[0], y[0], x[1], y[1]];
}

function anySide(random: Source, dtype: FloatDType, mood: Mood): Side {
  if (mood === "ordinary") {
    const from = random.nextInt(-8, 8) / 2;
    return [from, from + random.nextInt(once(random, 8) ? 0 : 1, 8) / 2];
  }
  if (mood === "extreme") return [extreme(random, dtype), extreme(random, dtype)];
  const finest = Math.min(20, formats[dtype].precision - 2);
  const reach = dtype === "f16" ? 6 : mood === "wild" ? 14 : 8;
  const size = mood === "tiny"
    ? formats[dtype].smallestNormal * 2 ** random.nextInt(-4, 8)
    : (1 + uniform(random)) * 2 ** random.nextInt(-6, reach);
  const from = once(random, 4) ? 0 : once(random, 2) ? size : -size;
  const length = once(random, 16)
    ? 0
    : from === 0
    ? size
    : size * (1 + uniform(random)) * 2 ** -random.nextInt(0, once(random, 2) ? 3 : finest);
  return [from, from + length];
}

/** Where areas, and even sides, leave the format. */
function extreme(random: Source, dtype: FloatDType): number {
  const { largest } = formats[dtype];
  const size = pick(random, [largest, Math.sqrt(largest), 2 * Math.sqrt(largest), 1, 0]);
  return (once(random, 2) ? 1 : -1) * size * pick(random, [1, 0.5, 0.75]);
}

/** A box that lies to another as boxes of one object do, or as those that have nothing in common. */
function otherBox(random: Source, first: Box, dtype: FloatDType, mood: Mood): Box {
  const kind = random.nextInt(0, 15);
  if (kind === 0) return first;
  if (kind === 1 && mood !== "ordinary") {
    return first.map((x) => stepFloat(x, random.nextInt(-3, 3), dtype));
  }
  if (kind < 4) return anyBox(random, dtype, mood);
  const relation = random.nextInt(0, 7);
  const x = beside(random, [first[0], first[2]], relation);
  const y = beside(
    random,
    [first[1], first[3]],
    once(random, 3) ? relation : random.nextInt(0, 7),
  );
  const other = [x[0], y[0], x[1], y[1]];
  const common = kind < 8 ? random.nextInt(1, 2) : 0;
  for (let i = 0; i < common; i++) {
    const corner = random.nextInt(0, 3);
    other[corner] = first[corner];
  }
  const isOnGrid = mood === "ordinary";
  return isOnGrid ? other.map((x) => Math.round(4 * x) / 4) : other;
}

/** An interval that overlaps another, lies inside or around it, touches it, or lies apart. */
function beside(random: Source, [from, to]: Side, relation: number): Side {
  const length = Math.min(to - from, Number.MAX_VALUE) || Math.abs(from) / 4 || 1;
  const share = () => pick(random, [0.125, 0.25, 0.5, 0.75, 1, uniform(random)]) * length;
  switch (relation) {
    case 0:
      return [to, to + share()];
    case 1:
      return [to + share(), to + length + share()];
    case 2:
      return [from - share(), from];
    case 3: {
      const inset = share() / 2;
      return [from + inset, to - inset];
    }
    case 4:
      return [from - share(), to + share()];
    default: {
      const shift = once(random, 2) ? share() : -share();
      return [from + shift, to + shift + (once(random, 2) ? share() / 2 : 0)];
    }
  }
}

/** All boxes alike; moved to the origin; coordinates simpler, one or all of one value at once. */
function* candidates(
  boxes: Readonly<Record<string, Box>>,
  dtype: FloatDType,
): Iterable<Readonly<Record<string, Box>>> {
  const names = Object.keys(boxes);
  const [first] = Object.values(boxes);
  if (first === undefined) return;
  const map = (change: (x: number, corner: number) => number) =>
    Object.fromEntries(names.map((name) => [name, boxes[name].map(change)]));
  yield Object.fromEntries(names.map((name) => [name, first]));
  yield map((x, corner) => inFormat(x - first[corner % 2], dtype));
  for (const value of new Set(Object.values(boxes).flat())) {
    for (const simpler of simplerFloats(value, dtype, realRange(dtype))) {
      yield map((x) => x === value ? simpler : x);
    }
  }
  for (const name of names) {
    for (const [corner, x] of boxes[name].entries()) {
      for (const simpler of simplerFloats(x, dtype, realRange(dtype))) {
        yield { ...boxes, [name]: boxes[name].with(corner, simpler) };
      }
    }
  }
}

/** How hard boxes are to read: coordinate by coordinate; one value that stands in two places counts once. */
function costOfAll(boxes: Readonly<Record<string, Box>>): number {
  const range = realRange("f64");
  const all = Object.values(boxes).flat();
  const distinct = new Set(all);
  return all.reduce((sum, x) => sum + costOf(x, range), 0) +
    [...distinct].reduce((sum, x) => sum + 4 * costOf(x, range), 0);
}
