/**
 * What the tests of this folder share: the golden cases of each loss, as they are stored.
 *
 * @module
 */
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import type { Fixture } from "./fixture.ts";
import { readFixture } from "./read_fixture.ts";

/** An oracle of all losses. */
export const oracle = await createOracle(builtinSpecs.values());

/** The golden cases of a loss, as they are stored; that they are what is made, `golden verify` proves. */
export function storedFixtureOf(loss: string): Fixture {
  const name = `${loss}.json`;
  const file = new URL(import.meta.resolve(`lossproof/golden/${name}`));
  return readFixture(Deno.readTextFileSync(file), name);
}
