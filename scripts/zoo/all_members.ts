/**
 * Every member of the zoo, found by folder: each file of `members/` exports `members`.
 *
 * @module
 */
import type { Member } from "./member.ts";

const folder = new URL("./members/", import.meta.url);
const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();

/** All members, file by file. */
export const allMembers: readonly Member[] = (await Promise.all(
  names.map(async (name): Promise<readonly Member[]> => {
    const { members } = await import(new URL(name, folder).href);
    return members;
  }),
)).flat();
