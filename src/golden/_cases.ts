/**
 * What the tests of this folder share: the golden cases of each loss, made once.
 *
 * @module
 */
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import type { Fixture } from "./fixture.ts";
import { recordOf } from "../losses/internal.ts";
import { makeSuite } from "./suite.ts";

/** An oracle of all losses. */
export const oracle = await createOracle(builtinSpecs.values());

const made = new Map<string, Fixture>();

/** The golden cases of a loss. */
export function fixtureOf(loss: string): Fixture {
  const found = made.get(loss) ??
    makeSuite(oracle, builtinSpecs.get(loss)!, recordOf(loss)!.ideas).fixture;
  made.set(loss, found);
  return found;
}
