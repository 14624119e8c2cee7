import { assertEquals } from "@std/assert";
import { formats, stepFloat } from "../tensor/mod.ts";
import type { Column, Columns } from "./columns.ts";
import { classes, distance, probability } from "./_sample_specs.ts";
import { applyTwist, type Destination, placesOf, type Surroundings } from "./twist.ts";

function column(values: readonly number[], entries = 1): Column {
  return { values: Float64Array.from(values), entries, perRecord: true };
}

function around(spec: Surroundings["spec"], columns: Columns): Surroundings {
  return {
    spec,
    dtype: "f32",
    params: { beta: 0.5 },
    columns,
    lengths: { C: [3] },
    classes: 3,
    ignored: [-100],
  };
}

/** The first input's values after its second record's entry 1 is moved to a place. */
function moved(surroundings: Surroundings, place: Destination, steps = 0): number[] {
  applyTwist(surroundings, place, 1, { place: 1, steps, entry: 1 });
  return [...surroundings.columns[place.input].values];
}

Deno.test("applyTwist() moves one record onto a boundary, or some floats beside it", () => {
  const at = (steps: number) => {
    const columns = { pred: column([8, 9]), target: column([1, 3]) };
    return moved(around(distance, columns), { input: "pred", at: "target - beta" }, steps);
  };
  assertEquals(at(0), [8, 2.5]);
  assertEquals(at(-1), [8, stepFloat(2.5, -1, "f32")]);
  assertEquals(at(4), [8, stepFloat(2.5, 4, "f32")]);
});

Deno.test("applyTwist() stays in the input's domain", () => {
  const p = () => around(probability, { pred: column([0.5, 0.5]) });
  assertEquals(moved(p(), { input: "pred", at: "1" }, 1), [0.5, 1]);
  assertEquals(moved(p(), { input: "pred", at: "0" }, -1), [0.5, 0]);
  const { largest } = formats.f32;
  const d = around(distance, { pred: column([0, 0]), target: column([0, largest]) });
  assertEquals(moved(d, { input: "pred", as: "target" }, 2), [0, largest]);
});

Deno.test("applyTwist() gives labels only what labels may be", () => {
  const to = (at: string) =>
    moved(around(classes, { label: column([0, 1]) }), { input: "label", at });
  assertEquals(to("2"), [0, 2]);
  assertEquals(to("C"), [0, 1]);
  assertEquals(to("0.5"), [0, 1]);
  assertEquals(to("-1"), [0, 1]);
  assertEquals(to("-100"), [0, -100]);
});

Deno.test("applyTwist() leaves a value where the place has none", () => {
  const columns = { pred: column([8, 9]), target: column([1, 3]) };
  assertEquals(moved(around(distance, columns), { input: "pred", at: "log(-target)" }), [8, 9]);
  assertEquals(moved(around(distance, columns), { input: "pred", as: "weight" }), [8, 9]);
});

Deno.test("applyTwist() ties a class with the next one", () => {
  const pred = column([1, 2, 3, 4, 5, 6], 3);
  assertEquals(moved(around(classes, { pred }), { input: "pred", as: "pred" }), [1, 2, 3, 4, 6, 6]);
});

Deno.test("placesOf() lists boundaries, then ties of like inputs and within a row", () => {
  assertEquals(placesOf(distance).slice(3), [{ input: "target", as: "pred" }]);
  assertEquals(placesOf(classes).slice(-1), [{ input: "pred", as: "pred" }]);
  assertEquals(placesOf(distance)[2], { input: "pred", at: "target" });
});
