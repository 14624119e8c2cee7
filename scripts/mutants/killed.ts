/**
 * A sample of the mutants, each killed as `deno task mutants` demands of all, but for known survivors; right implementations, which
 * live; and for every kind of check a mutant that it kills by itself: `deno task test:mutants`.
 *
 * It takes its time, so it is not among the tests that `deno task test` finds.
 *
 * @module
 */
import { casesOf } from "../../src/depth.ts";
import type { Fault } from "../../src/judge/mod.ts";
import { evaluateReference } from "../../src/losses/mod.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { say } from "../rigour/reporting.ts";
import { allMutants } from "./all_mutants.ts";
import { fateOf, survives } from "./fate.ts";
import { honestly } from "./honest.ts";
import { kill, kindsFor, prepare } from "./kill.ts";
import type { Mutant } from "./mutant.ts";
import { fateLine } from "./report.ts";
import { sampleOf } from "./sample.ts";
import { survivors } from "./survivors.ts";
import { traps } from "./traps.ts";

const count = casesOf(16);
const trial = { runs: 100, seed: 1 };

const all = allMutants();
const shuffled = sampleOf(all, all.length, trial.seed);
const sample = shuffled.slice(0, count);
const court = await prepare();
say(`${sample.length} of ${all.length} mutants, seed ${trial.seed}`);

for (const entry of sample) {
  Deno.test(`killed, or proved equivalent: ${entry.mutant.id}`, async () => {
    const fate = await fateOf(entry, court, trial);
    const isKnown = survivors.has(entry.mutant.id);
    if (survives(fate) && !isKnown) throw new Error(fateLine(fate));
    if (!survives(fate) && isKnown) {
      throw new Error(`Take it out of survivors.ts: ${fateLine(fate)}`);
    }
  });
}

const byId = new Map(all.map(({ mutant }) => [mutant.id, mutant]));

for (const { says, mutants, kind } of traps) {
  Deno.test(`a default run tells the mistake: ${says}`, async () => {
    for (const id of mutants) {
      const wrong = byId.get(id);
      if (wrong === undefined) throw new Error(`There is no mutant ${id}`);
      const { killer } = await kill(wrong, court, trial, kind);
      if (killer === undefined) throw new Error(`${id} survives`);
    }
  });
}

for (const [loss, spec] of builtinSpecs) {
  Deno.test(`right implementations of ${loss} live, the plain evaluation of its formula too`, async () => {
    for (const make of [() => evaluateReference, () => honestly(spec)]) {
      const sentence = "Nothing is wrong";
      const right: Mutant = { id: `${loss}/right`, loss, sentence, dtypes: ["f32"], make };
      const { killer } = await kill(right, court, { runs: casesOf(4), seed: 1 });
      // A plain evaluation may leave the range on the way, at the far end of the format.
      const isFar = make() !== evaluateReference && killer?.fault?.overflow !== undefined;
      if (killer !== undefined && !isFar) throw new Error(`${killer.check}: ${killer.fault?.why}`);
    }
  });
}

const losses = Map.groupBy(shuffled, ({ mutant }) => mutant.loss);
const kindsOf = new Map(
  Array.from(losses, ([loss, [{ mutant }]]) => [loss, kindsFor(mutant, court, trial)]),
);

for (const kind of new Set([...kindsOf.values()].flatMap((kinds) => [...kinds]))) {
  Deno.test(`checks of the kind ${kind} kill a mutant by themselves`, async () => {
    for (const { mutant } of shuffled) {
      if (!kindsOf.get(mutant.loss)!.has(kind)) continue;
      const some: Mutant = { ...mutant, level: "may" };
      const { killer } = await kill(some, court, { ...trial, runs: 10 }, kind);
      if (killer?.fault !== undefined && isOfNumbers(killer.fault) && isOwn(killer.fault, kind)) {
        return;
      }
    }
    throw new Error(`No mutant is killed by checks of the kind ${kind}`);
  });
}

/** Whether a number is wrong: that there is none, or a NaN, nearly every kind of check would find. */
function isOfNumbers({ element, got }: Fault): boolean {
  return element !== undefined && !Number.isNaN(got);
}

/** Kinds that ask nothing but that numbers are what an honest evaluation can give. */
const plain = ["agreement", "gradient", "large"];

/** Whether the kind itself sees it: numbers that no law speaks of are judged whatever the kind. */
function isOwn({ why }: Fault, kind: string): boolean {
  return plain.includes(kind) ||
    !why.includes("is outside every honest evaluation");
}
