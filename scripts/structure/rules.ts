/**
 * The rules of the house, each a pure function from its files to what breaks it.
 *
 * @module
 */
import { basename, join, normalize } from "@std/path/posix";
import { foreign, type Import, lineAt, type Sources } from "./imports.ts";

/** What breaks a rule, and where. */
export interface Breach {
  readonly file: string;
  readonly line: number;
  /** A sentence without a full stop: what is wrong, and what would be right. */
  readonly what: string;
}

/** The room of `src` that a file lies in; nothing for files beside the rooms, or outside of `src`. */
export function roomOf(file: string): string | undefined {
  return /^src\/(\w+)\//.exec(file)?.[1];
}

function isTest(file: string): boolean {
  return file.endsWith("_test.ts") || basename(file).startsWith("_");
}

/** Imports that enter a room past its face. */
export function deepImports(imports: readonly Import[]): readonly Breach[] {
  return imports.flatMap(({ from, to, line }) => {
    const room = roomOf(to);
    if (room === undefined || room === "cli" || room === roomOf(from)) return [];
    const faces = [`src/${room}/mod.ts`, `src/${room}/internal.ts`];
    if (faces.includes(to) || foreign.test(to) || isTest(from) && basename(to).startsWith("_")) {
      return [];
    }
    return [{
      file: from,
      line,
      what: `imports ${to}: a room is entered by ${faces.join(" or ")}`,
    }];
  });
}

/** Helpers of tests that something else imports. */
export function borrowedHelpers(imports: readonly Import[]): readonly Breach[] {
  return imports.filter(({ from, to }) => basename(to).startsWith("_") && !isTest(from))
    .map(({ from, to, line }) => ({
      file: from,
      line,
      what: `imports ${to}, which is for tests: its name begins with _`,
    }));
}

/** Paths in files of `src` that lead out of it; what lies outside has a name in the import map. */
export function upwardPaths(sources: Sources): readonly Breach[] {
  return [...sources].filter(([file]) => file.startsWith("src/")).flatMap(([file, text]) =>
    Array.from(text.matchAll(/["'`]((?:\.\.\/)+[\w./-]*)["'`]/g)).flatMap(([, path], i, all) => {
      if (normalize(join(file, "..", path)).startsWith("src")) return [];
      const line = lineAt(text, text.indexOf(all[i][0]));
      return [{ file, line, what: `names ${path}, which is outside of src: name it in deno.json` }];
    })
  );
}

/** Files that import themselves, in however many steps; each circle is told once. */
export function circles(imports: readonly Import[]): readonly Breach[] {
  return circlesIn(imports).map((circle) => ({
    file: circle[0],
    line: lineOf(imports, circle[0], circle[1] ?? circle[0]),
    what: `imports itself: ${[...circle, circle[0]].join(" → ")}`,
  }));
}

/** Imports of rooms by rooms: its files stand for a room; tests may look at any. */
export function roomImports(imports: readonly Import[]): readonly Import[] {
  return imports.filter(({ from }) => !isTest(from)).flatMap(({ from, to, ...rest }) => {
    const rooms = [roomOf(from), roomOf(to)] as const;
    if (rooms[0] === undefined || rooms[1] === undefined || rooms[0] === rooms[1]) return [];
    return [{ ...rest, from: `src/${rooms[0]}`, to: `src/${rooms[1]}` }];
  });
}

/** Rooms that import each other. */
export function roomCircles(imports: readonly Import[]): readonly Breach[] {
  return circlesIn(roomImports(imports)).map((circle) => ({
    file: circle[0],
    line: 1,
    what: `imports itself, room by room: ${[...circle, circle[0]].join(" → ")}`,
  }));
}

function lineOf(imports: readonly Import[], from: string, to: string): number {
  return imports.find((one) => one.from === from && one.to === to)?.line ?? 1;
}

/** The circles of a graph that a walk in depth closes: none where there is none. */
function circlesIn(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const found: (readonly string[])[] = [];
  function walk(file: string, way: readonly string[]): void {
    const at = way.indexOf(file);
    if (at >= 0) {
      found.push(way.slice(at));
      return;
    }
    if (done.has(file)) return;
    for (const { to } of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  }
  for (const file of next.keys()) walk(file, []);
  return found;
}
