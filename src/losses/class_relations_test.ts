import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { answer, assertClose, column, plain } from "./_answer.ts";
import { type Drawn, moderateCalls, moderateParams } from "./_moderate.ts";
import { isOfSoftmax } from "./_softmax.ts";

const seed = 20261123;
const runs = { seed, numRuns: 200 };

const real = fc.double({ min: -1000, max: 1000, noNaN: true });
const reals = (length: number) => fc.array(real, { minLength: length, maxLength: length });

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

const classLosses = [...builtinSpecs.values()].filter(isOfSoftmax);

/** Calls of losses with a class axis. */
const callsOf = (specs: readonly Spec[], further: boolean): fc.Arbitrary<Drawn> =>
  fc.constantFrom(...specs).chain((spec) => moderateCalls(spec, { reach: 1000, rows: 4, further }));

Deno.test("evaluateReference() has gradients of class losses that sum to zero over each row", () => {
  fc.assert(
    fc.property(callsOf(classLosses, true), ({ loss, inputs, params }) => {
      const { pred } = answer(loss, inputs, params);
      const [n, c, inner = 1] = inputs.pred.shape;
      const heaviest = Math.max(...inputs.class_weight?.data ?? [1]);
      for (let row = 0; row < n * inner; row++) {
        const start = Math.floor(row / inner) * c * inner + row % inner;
        const ofRow = (all: ArrayLike<number>) =>
          Array.from({ length: c }, (_, k) => all[start + k * inner]);
        const slopes = ofRow(pred);
        const size = slopes.reduce((a, g) => a + Math.abs(g), 0);
        const [first, second] = ofRow(inputs.pred.data).sort((a, b) => b - a);
        // Where an unsure row comes near its smoothed target, the difference has lost its digits.
        if (params.label_smoothing && first - second < 40 && size < heaviest / 4) continue;
        assert(Math.abs(slopes.reduce((a, g) => a + g, 0)) <= 1e-15 * c * size + 1e-320);
      }
    }),
    runs,
  );
});

const softmaxFocal = callsOf([builtinSpecs.get("softmax_focal_loss")!], false);

Deno.test("evaluateReference() has softmax focal at gamma 0 = cross entropy", () => {
  fc.assert(
    fc.property(softmaxFocal, fc.constantFrom("none", "sum", "mean"), (drawn, reduction) => {
      const { inputs: { pred, label } } = drawn;
      const inputs = { pred, label };
      const focal = answer("softmax_focal_loss", inputs, { gamma: 0 }, reduction);
      const entropy = answer("cross_entropy", inputs, {}, reduction);
      assertClose(focal.value, entropy.value, 1e-15);
      assertClose(focal.pred.map((g) => g + 0), entropy.pred.map((g) => g + 0), 4e-15);
    }),
    runs,
  );
});

/** The same call with some of its rows. */
function withRows(drawn: Drawn, kept: readonly number[]): Drawn {
  const { inputs } = builtinSpecs.get(drawn.loss)!;
  const some = Object.entries(drawn.inputs).map(([name, given]) => {
    if (inputs[name].shape[0] !== "N") return [name, given] as const;
    const [rows, ...rest] = given.shape;
    const size = given.data.length / rows;
    const data = kept.flatMap((r) => Array.from(given.data.slice(r * size, (r + 1) * size)));
    return [name, tensor(given.dtype, [kept.length, ...rest], data)] as const;
  });
  return { ...drawn, inputs: Object.fromEntries(some) };
}

Deno.test("evaluateReference() leaves ignored rows out of value, gradient and mean", () => {
  fc.assert(
    fc.property(callsOf(classLosses, false), (drawn) => {
      const { loss, inputs: { pred, label }, params } = drawn;
      const [n, c] = pred.shape;
      const kept = Array.from(label.data).flatMap((k, row) => k === -100 ? [] : [row]);
      const few = withRows(drawn, kept);
      const all = answer(loss, drawn.inputs, params, "mean");
      const reduced = answer(loss, few.inputs, params, "mean");
      assertClose(all.value, reduced.value, 1e-15);
      for (let row = 0; row < n; row++) {
        const slice = all.pred.slice(row * c, (row + 1) * c);
        const at = kept.indexOf(row);
        assertEquals(
          slice,
          at < 0 ? slice.map(() => 0) : reduced.pred.slice(at * c, (at + 1) * c),
        );
      }
    }),
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
  const deepLosses = classLosses.filter(({ inputs }) => inputs.pred.shape.includes("..."));
  const asked = fc.constantFrom(...deepLosses)
    .chain((spec) => fc.record({ loss: fc.constant(spec.id), params: moderateParams(spec) }));
  fc.assert(
    fc.property(reals(12), asked, (x, { loss, params }) => {
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
  for (const spec of classLosses) {
    fc.assert(
      fc.property(moderateParams(spec), (params) => {
        const label = tensor("i32", [1], [0]);
        const inputs = { ...plain(spec, { N: [1], C: [1] }), pred: tensor("f64", [1, 1], [-7]) };
        assertEquals(answer(spec.id, { ...inputs, label }, params), { value: [0], pred: [0] });
      }),
      runs,
    );
  }
});
