/**
 * Snippets in Go, for the adapter that `lossproof init` begins.
 *
 * @module
 */
import type { Tensor } from "../../tensor/mod.ts";
import {
  elementsText,
  givenParams,
  numberText,
  type Spelling,
  wideOf,
  type Writer,
} from "./writer.ts";

const types = { f64: "float64", f32: "float32", i32: "int32" } as const;

function spellingOf(type: string): Spelling {
  const made = (text: string) => type === "float64" ? text : `${type}(${text})`;
  return {
    nan: made("math.NaN()"),
    infinity: made("math.Inf(1)"),
    minusInfinity: made("math.Inf(-1)"),
    minusZero: made("math.Copysign(0, -1)"),
    dotted: false,
  };
}

/** A test in a file of its own. */
export const go: Writer = {
  lines: ({ call, output }) => {
    const { loss, dtype, inputs, reduction, upstream } = call;
    const field = dtype === "f64" ? "F64" : "F32";
    const typeOf = (t: Tensor) => types[wideOf(t.dtype)];
    const slice = (t: Tensor) =>
      `[]${typeOf(t)}{${elementsText(t, wideOf(t.dtype), spellingOf(typeOf(t)))}}`;
    const number = types[wideOf(dtype)];
    const tensors = (isLabel: boolean) =>
      Object.entries(inputs).filter(([, t]) => (t.dtype === "i32") === isLabel)
        .map(([name, t]) => `\t\t\t"${name}": {[]int{${t.shape.join(", ")}}, ${slice(t)}},`);
    const labels = tensors(true);
    const params = givenParams(call).map(([name, x]) =>
      `"${name}": ${numberText(x, "f64", spellingOf("float64"))}`
    );
    const body = [
      `\tanswer, err := losses["${loss}"].${field}(Call[${number}]{`,
      `\t\tInputs: map[string]Tensor[${number}]{`,
      ...tensors(false),
      "\t\t},",
      ...(labels.length === 0 ? [] : [
        "\t\tLabels: map[string]Tensor[int32]{",
        ...labels,
        "\t\t},",
      ]),
      `\t\tParams:    map[string]float64{${params.join(", ")}},`,
      `\t\tReduction: "${reduction}",`,
      ...(upstream === undefined ? [] : [`\t\tUpstream:  ${slice(upstream)},`]),
      "\t})",
      `\tt.Log(answer.${output === "value" ? "Value" : `Gradients["${output}"]`}, err)`,
    ];
    const imports = body.some((line) => line.includes("math."))
      ? ["import (", '\t"math"', '\t"testing"', ")"]
      : ['import "testing"'];
    return [
      "// As counterexample_test.go; then: go test -v",
      "package main",
      ...imports,
      "func TestCounterexample(t *testing.T) {",
      ...body,
    ].map((line) => line.replaceAll("\t", "    "));
  },
  comment: (text) => `    // ${text}`,
  end: ["}"],
};
