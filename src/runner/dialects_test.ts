import { assertEquals } from "@std/assert";
import { byTurns, casesOf } from "../depth.ts";
import { referenceAdapter } from "../adapters/internal.ts";
import { createOracle } from "../oracle/mod.ts";
import {
  builtinSpecs,
  type Capability,
  inDialect,
  type Param,
  type ParamValue,
} from "../spec/mod.ts";
import { makePlan } from "./plan.ts";
import { run } from "./run.ts";

type Params = Readonly<Record<string, ParamValue>>;

/** Values within a parameter's range: just inside an end, and in the middle where it has two; of whole ones the ends. */
function valuesIn(param: Param): readonly number[] {
  const low = param.minimum ?? param.exclusiveMinimum;
  const high = param.maximum ?? param.exclusiveMaximum;
  if (param.type === "integer") return [low, high].filter((end) => end !== undefined);
  if (low === undefined) return [(high ?? 0) - 1e-7];
  return [low + 1e-7, ...(high === undefined ? [] : [(low + high) / 2])];
}

/** Every dialect parameter of every loss, one at a time. */
const alone = [...builtinSpecs.values()].flatMap(({ id, params }) =>
  Object.entries(params).filter(([, { dialect }]) => dialect).flatMap(([name, param]) =>
    valuesIn(param).map((value): readonly [string, Params] => [id, { [name]: value }])
  )
);

const special: readonly (readonly [loss: string, params: Params])[] = [
  // As PyTorch has it.
  ["binary_cross_entropy", { log_floor: -100, slope_floor: 1e-12 }],
  // A floor that ordinary probabilities come to.
  ["binary_cross_entropy", { log_floor: -3 }],
];

for (const [i, [loss, params]] of [...alone, ...special].entries()) {
  const named = Object.entries(params).map(([name, value]) => `${name} = ${value}`).join(", ");
  Deno.test(`run() finds the reference conforming in the dialect ${named} of ${loss}`, async () => {
    const adapter = referenceAdapter(builtinSpecs);
    const capability: Capability = { ...adapter.about.losses[loss], dialect: { params } };
    const about = { ...adapter.about, losses: { ...adapter.about.losses, [loss]: capability } };
    const specs = inDialect(builtinSpecs, about.losses);
    const oracle = await createOracle(specs.values());
    const plan = makePlan({
      specs,
      oracle,
      about,
      runs: casesOf(6),
      seed: 1,
      version: "0.0.0",
      losses: [loss],
      dtypes: byTurns(["f64", "f32"], i),
    });
    const failed: string[] = [];
    for await (const event of run(plan, { ...adapter, about })) {
      if (event.type !== "judged" || event.status !== "fail") continue;
      failed.push(`${event.check} ${event.dtype}: ${event.why}`);
    }
    assertEquals(failed, []);
  });
}
