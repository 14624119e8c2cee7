import { builtinWitnesses, evaluateReference } from "../losses/mod.ts";
import { assertEquals } from "@std/assert";
import { type LossDefinition, moduleAdapter } from "../adapters/mod.ts";
import { referenceAdapter } from "../adapters/internal.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { parseSpec, resolveSpecs } from "../spec_files/mod.ts";
import { followsDeclared } from "./follows.ts";
import { identifyLoss } from "./identify.ts";

const reference = referenceAdapter(builtinSpecs);

/** The reference's losses, with the mean, or the given divisor, of another library. */
function withMean(
  loss: string,
  divisor: (call: Call) => number,
): LossDefinition {
  return {
    ...reference.about.losses[loss],
    gradients: [],
    compute(question) {
      const { reduction } = question;
      const call: Call = { ...question, loss, gradients: false };
      if (reduction !== "mean") return evaluateReference(call);
      const summed: Call = "avg_factor" in call.params
        ? { ...call, params: { ...call.params, avg_factor: 1 } }
        : { ...call, reduction: "sum" };
      const result = evaluateReference(summed);
      if (!("value" in result)) return result;
      return { value: result.value.data[0] / divisor(call) };
    },
  } as LossDefinition;
}

async function identify(loss: string, divisor: (call: Call) => number) {
  const losses = { [loss]: withMean(loss, divisor) };
  const adapter = moduleAdapter({ name: "mine", dtypes: ["f64"], losses }, builtinSpecs);
  return await identifyLoss(adapter, builtinSpecs.get(loss)!, {
    witnesses: builtinWitnesses(loss),
  });
}

const sumOfWeights = ({ inputs: { pred, weight } }: Call) =>
  weight === undefined ? pred.data.length : Array.from(weight.data).reduce((sum, w) => sum + w, 0);
const positives = ({ inputs: { weight } }: Call) =>
  Array.from(weight.data).filter((w) => w > 0).length;

Deno.test("identifyLoss() gives a spec of one's own for a mean that the language of specs can say", async () => {
  const loss = "weighted_sigmoid_focal_loss";
  const divisor = (call: Call) => call.params.avg_factor ?? sumOfWeights(call);
  const { advice = [] } = await identify(loss, divisor);
  assertEquals(advice.map(({ witness }) => witness), ["mean"]);
  const file = "own.json";
  const spec = parseSpec(JSON.stringify(advice[0].spec), file);
  const own = resolveSpecs([{ file, spec }], { known: builtinSpecs });
  const losses = { [spec.id]: withMean(loss, divisor) };
  const specs = new Map([...builtinSpecs, ...own]);
  const adapter = moduleAdapter({ name: "mine", dtypes: ["f64"], losses }, specs);
  const identity = await identifyLoss(adapter, own.get(spec.id)!);
  assertEquals(followsDeclared(identity), true);
  assertEquals(identity.advice, undefined);
});

Deno.test("identifyLoss() says what can be judged of a mean that no spec can say", async () => {
  const { advice } = await identify("sigmoid_focal_loss", ({ inputs }) => inputs.pred.shape[0]);
  assertEquals(advice, [{
    witness: "mean",
    asks: "mean",
    does: 'declare "reductions": ["none","sum"]: these are judged, the mean is not',
  }]);
});

Deno.test("identifyLoss() says what to do about an epsilon in the given divisor, and boxes of four", async () => {
  const boxes = await identify(
    "weighted_smooth_l1_loss",
    (call) => (call.params.avg_factor ?? NaN) + 1e-6 || positives(call) / 4 + 1e-6,
  );
  const told = boxes.findings.flatMap((finding) =>
    finding.status === "found" && finding.relation === "other"
      ? [`${finding.asks}: ${finding.conventions[0].says}`]
      : []
  );
  assertEquals(told, [
    "mean: over the number of weights > 0 / 4 + 1e-6",
    "avg_factor: has 1e-6 added",
  ]);
  assertEquals(boxes.advice?.map(({ does }) => does), [
    "the spec's verdict stands: if it is meant so, list what fails as known, with your reason, " +
    "by check --update-expected",
    'leave avg_factor out of the "params" that are declared: then it is not asked for',
  ]);
});

Deno.test("identifyLoss() declares the one dialect that two divisors are of, and has no further advice", async () => {
  const { declare, advice } = await identify(
    "weighted_smooth_l1_loss",
    ({ inputs, params }) =>
      params.avg_factor === null ? inputs.pred.data.length : params.avg_factor + 2 ** -23,
  );
  assertEquals(declare, { reduction: "avg_factor_epsilon" });
  assertEquals(advice, undefined);
});

Deno.test("identifyLoss() has no advice for the reference", async () => {
  for (const spec of builtinSpecs.values()) {
    assertEquals(
      (await identifyLoss(reference, spec, { witnesses: builtinWitnesses(spec.id) })).advice,
      undefined,
    );
  }
});
