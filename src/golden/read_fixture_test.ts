import { assertEquals, assertThrows } from "@std/assert";
import { SpecError } from "../spec_files/mod.ts";
import { storedFixtureOf } from "./_cases.ts";
import { readFixture } from "./read_fixture.ts";
import { writeFixture } from "./write_fixture.ts";

const text = writeFixture({ cases: storedFixtureOf("smooth_l1_loss").cases.slice(0, 4) });

function refuses(spoiled: string, message: string): void {
  assertEquals(spoiled === text, false, "the text is spoiled");
  assertThrows(() => readFixture(spoiled, "golden.json"), SpecError, message);
}

Deno.test("readFixture() names a case whose name is there twice", () => {
  refuses(
    text.replace('"boxes_mean/f32"', '"boxes_mean/f64"'),
    'golden.json: cases[1].name "boxes_mean/f64" is cases[0]\'s, too',
  );
});

Deno.test("readFixture() names a number that is none of its format", () => {
  refuses(
    text.replace(
      '"expected": [0.3017578125],\n    "expected_f64"',
      '"expected": [0.1],\n    "expected_f64"',
    ),
    'cases[1] ("boxes_mean/f32") cannot be read: value.expected[0] is no f32 number: 0.1',
  );
});

Deno.test("readFixture() names what is missing, unknown, too short or no JSON", () => {
  refuses(text.replace('"reduction": "mean",', ""), "cases[0].reduction is missing");
  refuses(text.replace('"reduction"', '"reductoin"'), 'has an unknown key "reductoin"');
  refuses(text.replace('"shape": [2, 4]', '"shape": [2, 5]'), "shape [2,5] holds 10 values, got 8");
  refuses(text.replace('"shape": []', '"shape": [2]'), "value.expected has 1 numbers, but shape");
  refuses(text.slice(0, -20), "is no JSON");
  refuses(text.replace("0.3017578125", '"0.3"'), "cases[0].value.expected[0]");
});

Deno.test("readFixture() names a number that is outside of its own bounds", () => {
  const { cases } = JSON.parse(text);
  const { lo } = cases[0].value.forms[0];
  for (const form of cases[0].value.forms) form.hi = lo.map((x: number) => x / 2);
  refuses(
    JSON.stringify({ ...JSON.parse(text), cases }),
    'cases[0] ("boxes_mean/f64") cannot be read: value.expected[0] is outside the bounds of every form: ',
  );
});
