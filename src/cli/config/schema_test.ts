import { assertEquals, assertThrows } from "@std/assert";
import { SpecError } from "../../spec_files/mod.ts";
import { configJsonSchema, parseConfig } from "./schema.ts";

Deno.test("configJsonSchema() is what spec/config.schema.json holds (deno task config:schema)", async () => {
  const file = new URL(import.meta.resolve("lossproof/spec/config.schema.json"));
  assertEquals(JSON.parse(await Deno.readTextFile(file)), configJsonSchema());
});

Deno.test("parseConfig() reads what it is given, everything optional", () => {
  assertEquals(parseConfig("{}", "lossproof.json"), {});
  const config = {
    implementation: {
      command: ["python", "my_losses.py"],
      timeout: 2,
      env: { A: "1" },
      refuses: [{ class: "RuntimeError", message: "shape" }],
      reproducible: false,
    },
    losses: ["cross_entropy"],
    dtypes: ["f32"],
    runs: 20,
    seed: -3,
    dialect: { cross_entropy: { reduction: "mean_over_rows", params: { epsilon: 1e-7 } } },
    expected_failures: [{ check: "**/empty", dtype: "f32", reason: "Not yet" }],
  };
  assertEquals(parseConfig(JSON.stringify(config), "lossproof.json"), config);
});

const wrong: readonly [text: string, why: string][] = [
  ["{", 'my.json:1:2: is no JSON: "}" is expected'],
  ["[]", "my.json: the file must be an object, got []"],
  ['{"implementaton": "x"}', 'unknown key "implementaton": did you mean "implementation"?'],
  ['{"implementation": 3}', "my.json: implementation must be a string or an object, got 3"],
  ['{"implementation": {"command": []}}', "my.json: implementation.command must not be empty"],
  ['{"implementation": {"command": ["a"], "refuse": ["E"]}}', 'did you mean "refuses"?'],
  ['{"runs": 0}', "my.json: runs must be >= 1, got 0"],
  ['{"seed": 1.5}', "my.json: seed must be an integer, got 1.5"],
  ['{"dtypes": ["f8"]}', "my.json: dtypes[0] must"],
  ['{"expected_failures": [{}]}', "my.json: expected_failures[0].check is missing"],
  ['{"expected_failures": [{"check": "a", "reson": "b"}]}', 'did you mean "reason"?'],
  ['{"seed": 1, "seed": 2}', "my.json:1:13: seed is there twice"],
];

for (const [text, why] of wrong) {
  Deno.test(`parseConfig() refuses ${text}`, () => {
    assertThrows(() => parseConfig(text, "my.json"), SpecError, why);
  });
}
