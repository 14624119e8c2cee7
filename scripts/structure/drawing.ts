/**
 * The drawing of the rooms: which room imports which, for src/README.md.
 *
 * @module
 */
import { basename } from "@std/path/posix";
import type { Import } from "./imports.ts";
import { roomImports } from "./rules.ts";

/** The rooms that each room imports, by its name. */
type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Draws the rooms as a Mermaid flowchart, importing rooms above imported ones.
 *
 * An arrow that follows from others is left out: where a room imports a second one and that a third, none is
 * drawn from the first to the third.
 *
 * @param imports the imports of files by each other; the rooms have no circles
 */
export function drawRooms(imports: readonly Import[]): string {
  const arrows = arrowsOf(imports);
  const rooms = [...arrows.keys()].toSorted();
  const lines = rooms.flatMap((room) =>
    needed(room, arrows).map((imported) => `  ${room} --> ${imported}\n`)
  );
  return `flowchart TD\n${lines.join("")}`;
}

function arrowsOf(imports: readonly Import[]): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of roomImports(imports)) {
    const room = basename(from);
    arrows.set(room, (arrows.get(room) ?? new Set()).add(basename(to)));
  }
  return arrows;
}

/** The rooms that a room imports and reaches by no other way. */
function needed(room: string, arrows: Arrows): readonly string[] {
  const imported = [...arrows.get(room) ?? []].toSorted();
  return imported.filter((one) =>
    !imported.some((other) => other !== one && reaches(other, one, arrows))
  );
}

function reaches(room: string, goal: string, arrows: Arrows): boolean {
  return [...arrows.get(room) ?? []].some((next) => next === goal || reaches(next, goal, arrows));
}
