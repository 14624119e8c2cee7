/**
 * Every member of the zoo, found by folder: each file of `members/` exports `members`.
 *
 * Left out, since no listed form has these roundings and no declaration that is acted on allows them: one pass
 * over the logits in the format itself (online softmax), a running mean, 1/2 + tanh(x/2)/2 below -1, powers as
 * exp(y log x) in the format itself, directed and stochastic rounding, counting terms up in bfloat16.
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
