import { assertEquals } from "@std/assert";
import { changed, checkOf, lossesWith, mistaken, specOf, truth, verdict } from "./_trial.ts";
import { rowCount } from "./rows.ts";

Deno.test("layoutIndependent() passes the truth of every loss", () => {
  for (const loss of lossesWith("layout_independent")) {
    for (const dtype of ["f64", "f32"] as const) {
      const check = checkOf(loss, "layout_independent", dtype);
      assertEquals(verdict(check, truth, 15), { status: "pass" }, loss);
    }
  }
});

Deno.test("layoutIndependent() catches a single row that is special", () => {
  const single = changed("weighted_cross_entropy", {
    value: (x, _, call) => rowCount(specOf(call.loss), call) === 1 ? 0 : x,
  });
  const check = checkOf("weighted_cross_entropy", "layout_independent");
  assertEquals(verdict(check, single).status, "fail");
});

Deno.test("layoutIndependent() catches a mean over the first axis only", () => {
  const first = changed("l1_loss", {
    value: (x, _, { reduction, inputs: { pred } }) =>
      reduction === "mean" ? x * pred.data.length / (pred.shape[0] ?? 1) : x,
  });
  assertEquals(verdict(checkOf("l1_loss", "layout_independent"), first).status, "fail");
});

Deno.test("layoutIndependent() catches further axes whose gradient is laid out class last", () => {
  const classLast = changed("cross_entropy", {
    gradients: (x, i, call) => {
      const [, classes, ...rest] = call.inputs.pred.shape;
      const places = rest.reduce((product, length) => product * length, 1);
      return places > 1 && i % (classes * places) === 1 ? x + 0.5 : x;
    },
  });
  assertEquals(verdict(checkOf("cross_entropy", "layout_independent"), classLast).status, "fail");
});

Deno.test("layoutIndependent() catches rank 3 that is taken for a mean over rows", () => {
  const summed = mistaken("l1_loss", (call) => {
    const rank = call.inputs.pred.shape.length;
    return rank === 3 && call.reduction === "mean" ? { ...call, reduction: "sum" } : call;
  });
  assertEquals(verdict(checkOf("l1_loss", "layout_independent"), summed).status, "fail");
});
