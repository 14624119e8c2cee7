import { assertEquals } from "@std/assert";
import { stepFloat } from "../tensor/mod.ts";
import { storedFixtureOf } from "./_cases.ts";
import { diffFixtures } from "./diff.ts";
import type { Evaluation, Fixture, GoldenCase } from "./fixture.ts";

const fixture = storedFixtureOf("smooth_l1_loss");
const name = "breakpoint_at_half/f32";

function changed(change: (golden: Evaluation) => GoldenCase): Fixture {
  const cases = fixture.cases.map((golden) =>
    golden.name === name && "value" in golden ? change(golden) : golden
  );
  return { ...fixture, cases };
}

function told(change: (golden: Evaluation) => GoldenCase): readonly string[] {
  return diffFixtures(fixture, changed(change)).flatMap(({ name, what }) => [name, ...what]);
}

Deno.test("diffFixtures() has nothing to say of equal files", () => {
  assertEquals(diffFixtures(fixture, changed((golden) => ({ ...golden }))), []);
});

Deno.test("diffFixtures() tells by how many ulps a number has moved", () => {
  const what = told((golden) => {
    const { expected } = golden.value;
    const moved = expected.map((x, i) => i === 2 ? stepFloat(x!, 3, "f32") : x);
    return { ...golden, value: { ...golden.value, expected: moved } };
  });
  assertEquals(what, [
    name,
    "value[2] was 0.2500000596046448, is 0.25000014901161194 (3 ulps)",
  ]);
});

Deno.test("diffFixtures() tells what is asked otherwise", () => {
  const what = told((golden) => ({
    ...golden,
    call: { ...golden.call, params: { beta: 2 }, reduction: "sum" },
  }));
  assertEquals(what, [name, "beta was 0.5, is 2", "reduction was none, is sum"]);
});

Deno.test("diffFixtures() tells of forms, cases and gradients that come and go", () => {
  const without = told((golden) => ({ ...golden, gradients: {} }));
  assertEquals(without, [
    name,
    "gradient by pred is gone",
    "gradient by target is gone",
  ]);
  const renamed = told((golden) => ({
    ...golden,
    value: {
      ...golden.value,
      forms: golden.value.forms.map((form) => ({ ...form, name: `${form.name}_now` })),
    },
  }));
  assertEquals(renamed, [
    name,
    "value: the form textbook is called textbook_now",
  ]);
  const other = (golden: Evaluation) => {
    const { forms } = golden.value;
    const added = { ...forms[0], name: "library", rank: forms.length };
    return { ...golden, value: { ...golden.value, forms: [...forms, added] } };
  };
  assertEquals(told(other), [name, "value has a new form library"]);
  assertEquals(diffFixtures(changed(other), fixture), [
    { name, what: ["value has no form library any more"] },
  ]);
  const gone = { ...fixture, cases: fixture.cases.slice(1) };
  assertEquals(diffFixtures(fixture, gone), [{ name: "boxes_mean/f64", what: ["is gone"] }]);
  assertEquals(diffFixtures(gone, fixture), [{ name: "boxes_mean/f64", what: ["is new"] }]);
});
