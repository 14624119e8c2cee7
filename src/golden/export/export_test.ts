import { assert, assertEquals } from "@std/assert";
import { unzipSync } from "fflate";
import { graphFiles } from "../../losses/internal.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { storedFixtureOf } from "../_cases.ts";
import { toText } from "../files.ts";
import { describeCases, entriesOf } from "./entries.ts";
import { exportFixtures } from "./mod.ts";
import { writeNpy } from "./npz.ts";
import { writeSafetensors } from "./safetensors.ts";

const fixture = storedFixtureOf("l1_loss");
const fixtures = new Map([["l1_loss.json", fixture]]);

Deno.test("writeSafetensors() puts the header first, then tensors without gaps, wide ones aligned", () => {
  const file = writeSafetensors(
    [["half", tensor("f16", [1], [1])], ["double", tensor("f64", [2], [1, -0])]],
    { cases: "[]" },
  );
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  assertEquals(length % 8, 0);
  assertEquals(JSON.parse(toText(file.subarray(8, 8 + length))), {
    __metadata__: { cases: "[]" },
    double: { dtype: "F64", shape: [2], data_offsets: [0, 16] },
    half: { dtype: "F16", shape: [1], data_offsets: [16, 18] },
  });
  assertEquals([...file.subarray(8 + length)].slice(-4), [0, 0x80, 0, 0x3c]);
});

Deno.test("writeNpy() writes bfloat16 as float32, and a scalar's shape as ()", () => {
  const file = writeNpy(tensor("bf16", [], [1.5]));
  assertEquals(file.length % 64, 4);
  const words = toText(file.subarray(10, file.length - 4));
  assertEquals(words.trim(), "{'descr': '<f4', 'fortran_order': False, 'shape': (), }");
  assertEquals(new DataView(file.buffer).getFloat32(file.length - 4, true), 1.5);
});

Deno.test("entriesOf() has every tensor once, describeCases() what tensors cannot say", () => {
  const names = entriesOf(fixture).map(([name]) => name);
  assertEquals(new Set(names).size, names.length);
  assert(names.includes("upstream_vector/f32/upstream"));
  assert(names.includes("equal/f16/gradients/pred/lo/textbook"));
  assertEquals(describeCases(fixture).length, fixture.cases.length);
});

Deno.test("exportFixtures() gives the same bytes every time, whatever the format", () => {
  for (const format of ["safetensors", "npz", "onnx-backend-test"] as const) {
    const [first, again] = [1, 2].map(() =>
      exportFixtures(format, builtinSpecs, graphFiles(), fixtures)
    );
    assertEquals([...first], [...again]);
  }
});

Deno.test("exportFixtures() makes archives that others can open", () => {
  const npz = exportFixtures("npz", builtinSpecs, graphFiles(), fixtures).get("l1_loss.npz")!;
  const files = unzipSync(npz);
  assertEquals(JSON.parse(toText(files["cases.json"])).length, fixture.cases.length);
  assert("boxes_mean/f64/value/expected.npy" in files);
});

Deno.test("exportFixtures() makes a test for each graph, with data sets of honest tolerance", () => {
  const files = exportFixtures("onnx-backend-test", builtinSpecs, graphFiles(), fixtures);
  const folder = "lossproof/test_l1_loss_none_f32";
  const { rtol } = JSON.parse(toText(files.get(`${folder}/data.json`)!));
  assert(rtol < 1e-6, String(rtol));
  for (const name of ["model.onnx", "test_data_set_0/input_2.pb", "test_data_set_0/output_2.pb"]) {
    assert(files.has(`${folder}/${name}`), name);
  }
});
