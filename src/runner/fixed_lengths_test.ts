import { assert, assertEquals } from "@std/assert";
import { casesOf } from "../depth.ts";
import { referenceAdapter } from "../adapters/internal.ts";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call, type Capability, type Result } from "../spec/mod.ts";
import { axisLengths } from "../spec/internal.ts";
import { makePlan } from "./plan.ts";
import { run } from "./run.ts";

type Lengths = NonNullable<Capability["lengths"]>;

/** A fixed shape of every loss, by the axes that it has. */
const everyLoss = [...builtinSpecs.values()].map(({ id, inputs }): readonly [string, Lengths] => {
  const usual: Lengths = { "*": [2, 3], N: [3], C: [5], "...": [] };
  const axes = new Set(Object.values(inputs).flatMap(({ shape }) => shape));
  return [id, Object.fromEntries([...axes].map((axis) => [axis, usual[axis] ?? [4]]))];
});

/** Shapes that are special: half open, a single one, a column, two classes, one. */
const special: readonly (readonly [loss: string, lengths: Lengths])[] = [
  ["smooth_l1_loss", { "*": [null, 4] }],
  ["smooth_l1_loss", { "*": [1] }],
  ["binary_cross_entropy_with_logits", { "*": [7] }],
  ["softmax_focal_loss", { N: [3], C: [2] }],
  ["softmax_focal_loss", { N: [3], C: [1] }],
];

function fits(call: Call, lengths: Lengths): boolean {
  const measured = axisLengths(builtinSpecs.get(call.loss)!, call);
  return Object.entries(lengths).every(([axis, lengths]) =>
    lengths.length === measured[axis]?.length &&
    lengths.every((length, i) => length === null || length === measured[axis][i])
  );
}

for (const [loss, lengths] of [...everyLoss, ...special]) {
  Deno.test(`run() finds the reference of ${loss} conforming where only ${JSON.stringify(lengths)} is answered`, async () => {
    const adapter = referenceAdapter(builtinSpecs);
    const capability: Capability = { ...adapter.about.losses[loss], lengths };
    const about = { ...adapter.about, losses: { [loss]: capability } };
    const oracle = await createOracle(builtinSpecs.values());
    const plan = makePlan({
      specs: builtinSpecs,
      oracle,
      about,
      runs: casesOf(8),
      seed: 1,
      version: "0.0.0",
      dtypes: ["f32"],
    });
    const answer = async (call: Call): Promise<Result> =>
      fits(call, lengths) ? (await adapter.run([call]))[0] : { unsupported: "has a fixed shape" };
    const only = {
      ...adapter,
      about,
      run: (calls: readonly Call[]) => Promise.all(calls.map(answer)),
    };
    const outcomes: string[] = [];
    for await (const event of run(plan, only)) {
      if (event.type !== "judged") continue;
      outcomes.push(event.status);
      assert(event.status !== "fail", `${event.check}: ${event.why}`);
      if (event.check.includes("/agreement/")) assertEquals(event.skipped, 0, event.check);
    }
    const held = outcomes.filter((status) => status === "pass").length;
    assert(held > outcomes.length / 2, `${held} of ${outcomes.length} hold`);
  });
}
