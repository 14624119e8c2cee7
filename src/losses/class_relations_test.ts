import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { tensor } from "../tensor/mod.ts";
import { answer, assertClose, column } from "./_answer.ts";

const seed = 20261123;
const runs = { seed, numRuns: 200 };

const real = fc.double({ min: -1000, max: 1000, noNaN: true });
const reals = (length: number) => fc.array(real, { minLength: length, maxLength: length });

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

Deno.test("evaluateReference() has one class cost nothing", () => {
  const inputs = { pred: tensor("f64", [1, 1], [-7]), label: tensor("i32", [1], [0]) };
  for (const [loss, params] of multiclass) {
    assertEquals(answer(loss, inputs, params), { value: [0], pred: [0] });
  }
});
