import { assertEquals, assertThrows } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { bindModel } from "./binding.ts";
import type { ModelFace, ModelPort } from "./model.ts";

const l1 = builtinSpecs.get("l1_loss")!;
const smoothL1 = builtinSpecs.get("smooth_l1_loss")!;
const crossEntropy = builtinSpecs.get("cross_entropy")!;

const float = (name: string, type = "FLOAT"): ModelPort => ({ name, type, dims: ["n"] });
function face(inputs: readonly ModelPort[], outputs: readonly ModelPort[] = [float("y")]) {
  return { inputs, outputs, opset: 18, metadata: new Map(), docs: new Map() } satisfies ModelFace;
}
const inputsOf = (...args: Parameters<typeof bindModel>) =>
  [...bindModel(...args).inputs].map(([name, port]) => `${name}=${port.name}`);

Deno.test("bindModel() finds inputs by their names, whatever their order", () => {
  assertEquals(inputsOf(face([float("target"), float("pred")]), l1, {}), [
    "pred=pred",
    "target=target",
  ]);
});

Deno.test("bindModel() takes inputs in order where none has a name of the spec", () => {
  assertEquals(inputsOf(face([float("a"), float("b"), float("c")]), smoothL1, {}), [
    "pred=a",
    "target=b",
    "beta=c",
  ]);
});

Deno.test("bindModel() goes by the map first", () => {
  const swapped = face([float("target"), float("pred")]);
  assertEquals(inputsOf(swapped, l1, { pred: "target", target: "pred" }), [
    "pred=target",
    "target=pred",
  ]);
});

Deno.test("bindModel() finds the loss among the outputs, and gradients by name", () => {
  const outputs = [float("grad_pred"), float("total"), float("slope")];
  const bound = bindModel(face([float("a"), float("b")], outputs), l1, { grad_target: "slope" });
  assertEquals(bound.value.name, "total");
  assertEquals([...bound.gradients].map(([by, port]) => [by, port.name]), [
    ["pred", "grad_pred"],
    ["target", "slope"],
  ]);
});

Deno.test("bindModel() says what is wrong with a model", () => {
  const pair = [float("pred"), float("target")];
  const wrong: readonly [() => unknown, string][] = [
    [() => bindModel(face([float("pred")]), l1, {}), 'no input stands for "target"'],
    [
      () => bindModel(face([...pair, float("scale")]), l1, {}),
      'its input "scale" stands for nothing: say for what, e.g. --map pred=scale',
    ],
    [
      () => bindModel(face([float("a"), float("b"), float("c")]), l1, {}),
      'its input "c" stands for nothing',
    ],
    [
      () => bindModel(face(pair), crossEntropy, {}),
      'its input "target" stands for nothing: say for what, e.g. --map label=target',
    ],
    [
      () => bindModel(face(pair), l1, { pred: "logit" }),
      'it has no input "logit" (known: pred, target)',
    ],
    [
      () => bindModel(face(pair, [float("y", "INT64")]), l1, {}),
      'its output "y" is INT64, expected one of DOUBLE, FLOAT, FLOAT16',
    ],
    [
      () => bindModel(face([float("pred"), float("target", "DOUBLE")]), l1, {}),
      'its input "target", as target, is DOUBLE, expected FLOAT, as its loss',
    ],
    [
      () => bindModel(face([float("pred"), float("label")]), crossEntropy, {}),
      'its input "label", as label, is FLOAT, expected INT64 or INT32',
    ],
    [
      () => bindModel(face(pair, [float("y"), float("grad_pred", "DOUBLE")]), l1, {}),
      'its output "grad_pred" is DOUBLE, expected FLOAT',
    ],
  ];
  for (const [bind, message] of wrong) assertThrows(bind, RangeError, message);
});
