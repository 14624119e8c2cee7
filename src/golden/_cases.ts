/**
 * What the tests of this folder share: the golden cases of each loss, as they are stored, or made once.
 *
 * @module
 */
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import type { Fixture } from "./fixture.ts";
import { recordOf } from "../losses/internal.ts";
import { readFixture } from "./read_fixture.ts";
import { makeSuite } from "./suite.ts";

/** An oracle of all losses. */
export const oracle = await createOracle(builtinSpecs.values());

const made = new Map<string, Fixture>();

/** The golden cases of a loss, as they are stored; that they are what is made, `golden verify` proves. */
export function storedFixtureOf(loss: string): Fixture {
  const name = `${loss}.json`;
  const file = new URL(import.meta.resolve(`lossproof/golden/${name}`));
  return readFixture(Deno.readTextFileSync(file), name);
}

/** The golden cases of a loss, made anew. */
export function fixtureOf(loss: string): Fixture {
  const found = made.get(loss) ??
    makeSuite(oracle, builtinSpecs.get(loss)!, recordOf(loss)!.ideas).fixture;
  made.set(loss, found);
  return found;
}
