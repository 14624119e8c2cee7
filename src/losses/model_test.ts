import { assert, assertEquals, assertThrows } from "@std/assert";
import { composedGraphs } from "./graphs.ts";
import { readModel } from "../onnx/internal.ts";

const model = composedGraphs.build("l1_loss", { dtype: "f32", reduction: "mean" });

Deno.test("readModel() reads inputs, outputs, opset and what nodes demand", () => {
  const { inputs, outputs, opset, docs } = readModel(model);
  assertEquals(inputs[0], { name: "pred", type: "FLOAT", dims: ["n"] });
  assertEquals(outputs[0], { name: "loss", type: "FLOAT", dims: [] });
  assertEquals(opset, 18);
  assertEquals(docs.get("target_must_be_as_long_as_pred"), "target must be as long as pred");
});

Deno.test("readModel() refuses what is no model, wherever a model is cut off", () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...new Array(64).keys());
  for (const bytes of [png, new TextEncoder().encode("no model"), new Uint8Array(100)]) {
    assertThrows(() => readModel(bytes), RangeError, "it is no ONNX model");
  }
  assertThrows(() => readModel(new Uint8Array()), RangeError, "it is empty");
  const { inputs, outputs, opset } = readModel(model);
  for (let length = 1; length < model.length; length++) {
    const start = model.subarray(0, length);
    try {
      // Behind the graph and its opset stands the metadata alone.
      const face = readModel(start);
      assertEquals([face.inputs, face.outputs, face.opset], [inputs, outputs, opset]);
      assert(length > model.length - 500);
    } catch (error) {
      assert(error instanceof RangeError && error.message.startsWith("it is no ONNX model"));
    }
  }
});
