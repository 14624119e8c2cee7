import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Call, Reduction } from "../spec/call.ts";
import { tensor } from "../tensor/mod.ts";
import { evaluateReference } from "./reference.ts";

const seed = 20261123;
const runs = { seed, numRuns: 200 };

interface Answer {
  readonly value: readonly number[];
  readonly pred: readonly number[];
}

/** The numbers that a call is answered with, by pred. */
function answer(
  loss: string,
  inputs: Call["inputs"],
  params: Call["params"] = {},
  reduction: Reduction = "none",
  upstream?: readonly number[],
): Answer {
  const result = evaluateReference({
    loss,
    dtype: "f64",
    inputs,
    params,
    reduction,
    gradients: true,
    ...(upstream && { upstream: tensor("f64", [upstream.length], upstream) }),
  });
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return { value: [...result.value.data], pred: [...result.gradients.pred.data] };
}

function column(values: readonly number[]) {
  return tensor("f64", [values.length], values);
}

function assertClose(
  actual: readonly number[],
  expected: readonly number[],
  relative: number,
): void {
  assertEquals(actual.length, expected.length);
  actual.forEach((a, i) => {
    // The second part: subnormals that were rounded before a factor of at most 1000.
    const allowed = relative * Math.abs(expected[i]) + 1000 * Number.MIN_VALUE;
    assert(
      Math.abs(a - expected[i]) <= allowed || Object.is(a, expected[i]),
      `got ${a}, expected ${expected[i]} at ${i}`,
    );
  });
}

const real = fc.double({ min: -1000, max: 1000, noNaN: true });
const unit = fc.oneof(
  fc.constantFrom(0, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const reals = (length: number) => fc.array(real, { minLength: length, maxLength: length });
const pairs = fc.array(fc.tuple(real, unit), { minLength: 1, maxLength: 6 });

/** Rows of logits with labels, some ignored; never all of them. */
const labelled = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })).chain(
  ([n, c]) =>
    fc.record({
      n: fc.constant(n),
      c: fc.constant(c),
      logits: reals(n * c),
      first: fc.integer({ min: 0, max: c - 1 }),
      labels: fc.array(fc.oneof(fc.integer({ min: 0, max: c - 1 }), fc.constant(-100)), {
        minLength: n - 1,
        maxLength: n - 1,
      }),
    }),
).map(({ n, c, logits, first, labels }) => ({
  n,
  c,
  labels: [first, ...labels],
  inputs: {
    pred: tensor("f64", [n, c], logits),
    label: tensor("i32", [n], [first, ...labels]),
  },
}));

const binary = [
  ["l1_loss", {}],
  ["smooth_l1_loss", { beta: 0.5 }],
  ["huber_loss", { delta: 2 }],
  ["binary_cross_entropy_with_logits", { label_smoothing: 0.125 }],
  ["sigmoid_focal_loss", { gamma: 1.5, alpha: 0.25 }],
] as const;

Deno.test("evaluateReference() makes sum and mean of the terms of none", () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom(...binary), (elements, [loss, params]) => {
      const inputs = {
        pred: column(elements.map(([x]) => x)),
        target: column(elements.map(([, t]) => t)),
      };
      const none = answer(loss, inputs, params);
      const sum = answer(loss, inputs, params, "sum");
      const mean = answer(loss, inputs, params, "mean");
      const n = elements.length;
      assertClose(sum.value, [none.value.reduce((a, b) => a + b, 0)], 1e-15);
      assertClose(mean.value, [sum.value[0] / n], 1e-15);
      assertEquals(sum.pred, none.pred);
      assertClose(mean.pred, none.pred.map((g) => g / n), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() multiplies gradients by what arrives from above", () => {
  fc.assert(
    fc.property(pairs, real, fc.constantFrom(...binary), (elements, from, [loss, params]) => {
      const inputs = {
        pred: column(elements.map(([x]) => x)),
        target: column(elements.map(([, t]) => t)),
      };
      const plain = answer(loss, inputs, params);
      const above = elements.map((_, i) => from * (i + 1));
      const scaled = answer(loss, inputs, params, "none", above);
      assertClose(scaled.pred, plain.pred.map((g, i) => g * above[i]), 1e-15);
      const sum = answer(loss, inputs, params, "sum", [from]);
      assertClose(sum.pred, plain.pred.map((g) => g * from), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() has huber = delta * smooth_l1 at beta = delta", () => {
  const delta = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(real, real, delta, (x, t, d) => {
      const inputs = { pred: column([x]), target: column([t]) };
      const huber = answer("huber_loss", inputs, { delta: d });
      const smooth = answer("smooth_l1_loss", inputs, { beta: d });
      assertClose(huber.value, smooth.value.map((v) => v * d), 1e-15);
      assertClose(huber.pred, smooth.pred.map((g) => g * d), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() has losses of a difference even and their gradients odd", () => {
  fc.assert(
    fc.property(real, real, fc.constantFrom(...binary.slice(0, 3)), (x, t, [loss, params]) => {
      const one = answer(loss, { pred: column([x]), target: column([t]) }, params);
      const other = answer(loss, { pred: column([-x]), target: column([-t]) }, params);
      assertEquals(one.value, other.value);
      assertEquals(one.pred.map((g) => g + 0), other.pred.map((g) => 0 - g));
    }),
    runs,
  );
});

Deno.test("evaluateReference() has the gradient by target opposite for losses of a difference", () => {
  for (const [loss, params] of binary.slice(0, 3)) {
    const result = evaluateReference({
      loss,
      dtype: "f64",
      inputs: { pred: column([3, 0.25, -1]), target: column([0, 0, 0]) },
      params,
      reduction: "mean",
      gradients: true,
    });
    if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
    assertEquals([...result.gradients.target.data], [...result.gradients.pred.data].map((g) => -g));
  }
});

Deno.test("evaluateReference() has focal at gamma 0 without alpha = binary cross entropy", () => {
  fc.assert(
    fc.property(real, unit, (x, t) => {
      const inputs = { pred: column([x]), target: column([t]) };
      const focal = answer("sigmoid_focal_loss", inputs, { gamma: 0, alpha: null });
      const entropy = answer("binary_cross_entropy_with_logits", inputs);
      assertClose(focal.value, entropy.value, 1e-15);
      assertClose(focal.pred, entropy.pred, 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() has focal unchanged when logit, target and alpha change sides", () => {
  fc.assert(
    fc.property(
      real,
      fc.constantFrom(0, 1),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (x, t, gamma) => {
        const one = answer("sigmoid_focal_loss", { pred: column([x]), target: column([t]) }, {
          gamma,
          alpha: 0.25,
        });
        const other = answer(
          "sigmoid_focal_loss",
          { pred: column([-x]), target: column([1 - t]) },
          {
            gamma,
            alpha: 0.75,
          },
        );
        assertEquals(one.value, other.value);
        assertEquals(one.pred, other.pred.map((g) => -g));
      },
    ),
    runs,
  );
});

Deno.test("evaluateReference() joins hard and soft targets of focal loss continuously", () => {
  const inside = 1 - 2 ** -53;
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
      const at = (t: number) =>
        answer("sigmoid_focal_loss", { pred: column([x]), target: column([t]) }, {
          gamma: 2,
          alpha: 0.25,
        });
      for (const [hard, soft] of [[1, inside], [0, 1 - inside]]) {
        assert(Math.abs(at(hard).value[0] - at(soft).value[0]) < 1e-13);
        assert(Math.abs(at(hard).pred[0] - at(soft).pred[0]) < 1e-13);
      }
    }),
    runs,
  );
});

Deno.test("evaluateReference() has cross entropy of two classes = that of the logits' difference", () => {
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 4000 }), fc.constantFrom(0, 1), (eighths, k) => {
      // Multiples of 1/8, so that the difference is exact.
      const x = eighths / 8;
      const rows = answer("cross_entropy", {
        pred: tensor("f64", [1, 2], [1.5, 1.5 + x]),
        label: tensor("i32", [1], [k]),
      });
      const entropy = answer("binary_cross_entropy_with_logits", {
        pred: column([x]),
        target: column([k]),
      });
      assertClose(rows.value, entropy.value, 1e-15);
      assertClose(rows.pred, [-entropy.pred[0], entropy.pred[0]], 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() keeps the label's gradient of a confident row (pytorch#195678)", () => {
  const { pred } = answer("cross_entropy", {
    pred: tensor("f64", [1, 2], [40, 0]),
    label: tensor("i32", [1], [0]),
  });
  const p = Math.exp(-40);
  assertClose(pred, [-p / (1 + p), p / (1 + p)], 1e-15);
});

const multiclass = [
  ["cross_entropy", { label_smoothing: 0 }],
  ["cross_entropy", { label_smoothing: 0.125 }],
  ["softmax_focal_loss", { gamma: 2 }],
  ["softmax_focal_loss", { gamma: 0.5 }],
] as const;

Deno.test("evaluateReference() has gradients of class losses that sum to zero over each row", () => {
  fc.assert(
    fc.property(labelled, fc.constantFrom(...multiclass), ({ n, c, inputs }, [loss, params]) => {
      const { pred } = answer(loss, inputs, params);
      for (let row = 0; row < n; row++) {
        const slice = pred.slice(row * c, (row + 1) * c);
        const size = slice.reduce((a, g) => a + Math.abs(g), 0);
        assert(Math.abs(slice.reduce((a, g) => a + g, 0)) <= 1e-15 * c * size + 1e-320);
      }
    }),
    runs,
  );
});

Deno.test("evaluateReference() has softmax focal at gamma 0 = cross entropy", () => {
  fc.assert(
    fc.property(labelled, fc.constantFrom("none", "sum", "mean"), ({ inputs }, reduction) => {
      const focal = answer("softmax_focal_loss", inputs, { gamma: 0 }, reduction);
      const entropy = answer("cross_entropy", inputs, {}, reduction);
      assertClose(focal.value, entropy.value, 1e-15);
      assertClose(focal.pred.map((g) => g + 0), entropy.pred.map((g) => g + 0), 4e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() leaves ignored rows out of value, gradient and mean", () => {
  fc.assert(
    fc.property(
      labelled,
      fc.constantFrom(...multiclass),
      ({ n, c, labels, inputs }, [loss, params]) => {
        const kept = labels.flatMap((k, row) => k === -100 ? [] : [row]);
        const logits = [...inputs.pred.data];
        const few = {
          pred: tensor(
            "f64",
            [kept.length, c],
            kept.flatMap((r) => logits.slice(r * c, (r + 1) * c)),
          ),
          label: tensor("i32", [kept.length], kept.map((r) => labels[r])),
        };
        const all = answer(loss, inputs, params, "mean");
        const reduced = answer(loss, few, params, "mean");
        assertClose(all.value, reduced.value, 1e-15);
        for (let row = 0; row < n; row++) {
          const slice = all.pred.slice(row * c, (row + 1) * c);
          const at = kept.indexOf(row);
          assertEquals(
            slice,
            at < 0 ? slice.map(() => 0) : reduced.pred.slice(at * c, (at + 1) * c),
          );
        }
      },
    ),
    runs,
  );
});

Deno.test("evaluateReference() has the mean of cross entropy divided by the labels' weights", () => {
  const inputs = {
    pred: tensor("f64", [2, 2], [0, 0, 0, 0]),
    label: tensor("i32", [2], [0, 1]),
    class_weight: tensor("f64", [2], [1, 3]),
  };
  assertClose(answer("cross_entropy", inputs, {}, "mean").value, [Math.LN2], 1e-15);
  assertClose(answer("cross_entropy", inputs, {}, "sum").value, [4 * Math.LN2], 1e-15);
});

Deno.test("evaluateReference() takes the class axis from the middle of [N, C, d1]", () => {
  fc.assert(
    fc.property(reals(12), fc.constantFrom(...multiclass.slice(0, 2)), (x, [loss, params]) => {
      const labels = [0, 2, 1, -100];
      // Rows in the order of the labels: (n, d) = (0, 0), (0, 1), (1, 0), (1, 1).
      const rows = [0, 1, 6, 7].flatMap((start) => [x[start], x[start + 2], x[start + 4]]);
      const deep = answer(loss, {
        pred: tensor("f64", [2, 3, 2], x),
        label: tensor("i32", [2, 2], labels),
      }, params);
      const flat = answer(loss, {
        pred: tensor("f64", [4, 3], rows),
        label: tensor("i32", [4], labels),
      }, params);
      assertEquals(deep.value, flat.value);
      const back = [0, 1, 6, 7].flatMap((s) => [deep.pred[s], deep.pred[s + 2], deep.pred[s + 4]]);
      assertEquals(back, flat.pred);
    }),
    runs,
  );
});

Deno.test("evaluateReference() divides weighted losses by their default avg_factor", () => {
  const element = {
    pred: column([2, 2, 2]),
    target: column([0, 0, 0]),
    weight: column([0.5, 0, 3]),
  };
  assertClose(
    answer("weighted_smooth_l1_loss", element, { beta: 1 }, "mean").value,
    [3.5 * 1.5 / (2 + 1e-6)],
    1e-15,
  );
  const focal = answer("sigmoid_focal_loss", { pred: column([2]), target: column([0]) }).value[0];
  assertClose(
    answer("weighted_sigmoid_focal_loss", element, { num_classes: 4 }, "mean").value,
    [3.5 * focal / (2 / 4 + 1e-6)],
    1e-15,
  );
  const rows = {
    pred: tensor("f64", [3, 2], [0, 0, 0, 0, 0, 0]),
    label: tensor("i32", [3], [0, 1, -100]),
    weight: column([0.5, 2.5, 7]),
  };
  assertClose(
    answer("weighted_cross_entropy", rows, {}, "mean").value,
    [3 * Math.LN2 / 2],
    1e-15,
  );
  assertClose(
    answer("weighted_cross_entropy", rows, { avg_factor: 8 }, "none").value,
    [0.5 * Math.LN2 / 8, 2.5 * Math.LN2 / 8, 0],
    1e-15,
  );
});

Deno.test("evaluateReference() has one class cost nothing", () => {
  const inputs = { pred: tensor("f64", [1, 1], [-7]), label: tensor("i32", [1], [0]) };
  for (const [loss, params] of multiclass) {
    assertEquals(answer(loss, inputs, params), { value: [0], pred: [0] });
  }
});
