/**
 * Snippets in Python that call a function of the loss's name with NumPy arrays.
 *
 * @module
 */
import type { DType, Tensor } from "../../tensor/mod.ts";
import { elementsText, numberText, type Spelling, type Writer } from "./writer.ts";

const spelling: Spelling = {
  nan: "np.nan",
  infinity: "np.inf",
  minusInfinity: "-np.inf",
  minusZero: "-0.0",
  dotted: false,
};

/** NumPy has no bfloat16. */
const storedAs: Readonly<Record<DType, DType>> = {
  f64: "f64",
  f32: "f32",
  f16: "f16",
  bf16: "f32",
  i32: "i32",
};

const types: Readonly<Record<DType, string>> = {
  f64: "np.float64",
  f32: "np.float32",
  f16: "np.float16",
  bf16: "np.float32",
  i32: "np.int32",
};

/** Python with NumPy. */
export const numpy: Writer = {
  lines: ({ call: { loss, inputs, params, reduction, upstream } }) => {
    const tensors = Object.entries(upstream === undefined ? inputs : { ...inputs, upstream });
    const given = [
      ...Object.keys(inputs),
      ...Object.entries(params).map(([name, value]) =>
        `${name}=${value === null ? "None" : numberText(value, "f64", spelling)}`
      ),
      `reduction="${reduction}"`,
      ...(upstream === undefined ? [] : ["upstream=upstream"]),
    ];
    return [
      "import numpy as np",
      ...tensors.map(([name, t]) => `${name} = ${arrayText(t)}`),
      `print(${loss}(${given.join(", ")}))`,
    ];
  },
  comment: (text) => `# ${text}`,
};

function arrayText(t: Tensor): string {
  const flat = `np.array([${elementsText(t, storedAs[t.dtype], spelling)}], ${types[t.dtype]})`;
  const shaped = t.shape.length === 1 ? flat : `${flat}.reshape((${t.shape.join(", ")}))`;
  return t.dtype === "bf16" ? `${shaped}  # values of bfloat16` : shaped;
}
