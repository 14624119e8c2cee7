import { assertEquals, assertThrows } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import type { Binding } from "./binding.ts";
import { fixedLengths } from "./fixed_lengths.ts";

type Dims = Readonly<Record<string, readonly (number | string)[] | undefined>>;

function lengthsOf(loss: string, dims: Dims) {
  const ports = Object.entries(dims).map(([name, dims]) =>
    [name, { name: `the_${name}`, type: "FLOAT", dims }] as const
  );
  const value = { name: "loss", type: "FLOAT", dims: [] };
  const binding: Binding = {
    dtype: "f32",
    inputs: new Map(ports),
    value,
    gradients: new Map(),
  };
  return fixedLengths(binding, builtinSpecs.get(loss)!);
}

Deno.test("fixedLengths() finds nothing where every axis is open", () => {
  assertEquals(lengthsOf("l1_loss", { pred: ["n"], target: ["n"] }), undefined);
  assertEquals(lengthsOf("l1_loss", { pred: ["n", ""], target: undefined }), undefined);
  const classes = { pred: ["N", "C", "D"], label: ["N", "D"], class_weight: ["C"] };
  assertEquals(lengthsOf("cross_entropy", classes), undefined);
});

Deno.test("fixedLengths() reads the axes off all inputs", () => {
  assertEquals(lengthsOf("l1_loss", { pred: ["n", 4], target: [8, ""] }), { "*": [8, 4] });
  assertEquals(lengthsOf("cross_entropy", { pred: ["n", "c"], label: [2], class_weight: [80] }), {
    N: [2],
    C: [80],
    "...": [],
  });
});

Deno.test("fixedLengths() says that two axes alone are no [N, C, ...] of any rank", () => {
  assertEquals(lengthsOf("cross_entropy", { pred: ["n", "c"], label: ["n"] }), {
    N: [null],
    C: [null],
    "...": [],
  });
});

Deno.test("fixedLengths() lets one weight stand for all", () => {
  const pred = ["n"];
  assertEquals(lengthsOf("sigmoid_focal_loss", { pred, target: pred, weight: [1] }), undefined);
});

Deno.test("fixedLengths() refuses what no call fits", () => {
  const wrong: readonly [loss: string, dims: Dims, message: string][] = [
    [
      "l1_loss",
      { pred: [8, 4], target: [8, 5] },
      'its inputs "the_pred" and "the_target" do not fit together: "*" is 4 in one, and 5 in the other',
    ],
    [
      "cross_entropy",
      { pred: [5], label: [1] },
      'its input "the_pred", as pred, has the shape [5], expected the axes [N,C,...]',
    ],
    ["l1_loss", { pred: [1024, 1024] }, "[1024,1024]: export it with at most 65536 elements"],
  ];
  for (const [loss, dims, message] of wrong) {
    assertThrows(() => lengthsOf(loss, dims), RangeError, message);
  }
});
