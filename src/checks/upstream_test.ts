import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { checkOf, type Evaluate, mistaken, truth, verdict } from "./_trial.ts";
import { withUpstream } from "./rows.ts";

const losses = [...builtinSpecs.values()].filter(({ inputs }) => inputs.pred?.grad)
  .map(({ id }) => id);

function fails(loss: string, evaluate: Evaluate): boolean {
  return verdict(checkOf(loss, "upstream/pred"), evaluate).status === "fail";
}

Deno.test("upstreamLinearity() passes the truth of every loss", () => {
  for (const loss of losses) {
    for (const dtype of ["f64", "f32", "f16", "bf16"] as const) {
      const check = checkOf(loss, "upstream/pred", dtype);
      assertEquals(verdict(check, truth, 10), { status: "pass" }, `${loss} ${dtype}`);
    }
  }
});

Deno.test("upstreamLinearity() catches gradients that ignore the upstream", () => {
  for (const loss of losses) {
    const deaf = mistaken(loss, (call) => withUpstream(call, undefined));
    assertEquals(fails(loss, deaf), true, loss);
  }
});

Deno.test("upstreamLinearity() catches the first upstream used for all (chainer)", () => {
  const first = mistaken("cross_entropy", (call) => {
    const { upstream } = call;
    if (upstream === undefined) return call;
    return withUpstream(call, { ...upstream, data: upstream.data.map(() => upstream.data[0]) });
  });
  assertEquals(fails("cross_entropy", first), true);
});

Deno.test("upstreamLinearity() catches the magnitude of the upstream used for it", () => {
  const unsigned = mistaken("smooth_l1_loss", (call) => {
    const { upstream } = call;
    return upstream === undefined
      ? call
      : withUpstream(call, { ...upstream, data: upstream.data.map(Math.abs) });
  });
  assertEquals(fails("smooth_l1_loss", unsigned), true);
});
