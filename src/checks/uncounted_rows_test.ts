import { assertEquals } from "@std/assert";
import {
  changed,
  checkOf,
  type Evaluate,
  invariantsOf,
  mistaken,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { ignoredTerms } from "./ignored.ts";
import { withElements, withInput } from "./rows.ts";

const uncounted = invariantsOf("uncounted_rows").map(({ loss, invariant: { by } }) => ({
  loss,
  by,
}));

function fails(loss: string, by: string, evaluate: Evaluate): boolean {
  return verdict(checkOf(loss, `uncounted_rows/${by}`), evaluate).status === "fail";
}

Deno.test("uncountedRows() passes the truth of every loss that has such rows", () => {
  for (const { loss, by } of uncounted) {
    for (const dtype of ["f64", "f16"] as const) {
      const check = checkOf(loss, `uncounted_rows/${by}`, dtype);
      assertEquals(verdict(check, truth, 15), { status: "pass" }, loss);
    }
  }
});

Deno.test("uncountedRows() catches ignored rows that count in the mean (burn#5568)", () => {
  for (const { loss } of uncounted.filter(({ by }) => by === "ignore")) {
    const wrong = changed(loss, {
      value: (x, _, call) => {
        const ignored = ignoredTerms(specOf(loss), call);
        const valid = ignored.filter((is) => !is).length;
        return call.reduction === "mean" ? x * valid / ignored.length : x;
      },
    });
    assertEquals(fails(loss, "ignore", wrong), true, loss);
  }
});

Deno.test("uncountedRows() catches ignored rows that are taken for class 0", () => {
  const wrong = mistaken("cross_entropy", (call) => {
    const ignored = ignoredTerms(specOf(call.loss), call);
    const changes = ignored.flatMap((is, i) => is ? [[i, 0] as const] : []);
    return {
      ...withInput(call, "label", withElements(call.inputs.label, changes)),
      params: { ...call.params, ignore_index: -100 },
    };
  });
  assertEquals(fails("cross_entropy", "ignore", wrong), true);
});

Deno.test("uncountedRows() catches gradients on ignored rows", () => {
  const wrong = changed("softmax_focal_loss", {
    gradients: (x, i, call) => {
      const ignored = ignoredTerms(specOf(call.loss), call);
      const row = Math.floor(i / (call.inputs.pred.data.length / ignored.length));
      return ignored[row] ? 2 ** -20 : x;
    },
  });
  assertEquals(fails("softmax_focal_loss", "ignore", wrong), true);
});

Deno.test("uncountedRows() catches rows of weight 0 that count in avg_factor", () => {
  const wrong = changed("weighted_smooth_l1_loss", {
    value: (x, _, { inputs: { weight }, params }) => {
      const count = weight.data.filter((w) => w > 0).length;
      return params.avg_factor === null ? x * count / weight.data.length : x;
    },
  });
  assertEquals(fails("weighted_smooth_l1_loss", "weight", wrong), true);
});

Deno.test("uncountedRows() catches an early return where any weight is 0", () => {
  const wrong = changed("weighted_cross_entropy", {
    value: (x, _, { inputs: { weight } }) => weight.data.includes(0) ? 0 : x,
  });
  assertEquals(fails("weighted_cross_entropy", "weight", wrong), true);
});
