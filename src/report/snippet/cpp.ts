/**
 * Snippets in C++, for the adapter that `lossproof init` begins.
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

const spelling: Spelling = {
  nan: "NAN",
  infinity: "INFINITY",
  minusInfinity: "-INFINITY",
  minusZero: "-0.0",
  dotted: true,
};

/** A program that takes in the adapter's file. */
export const cpp: Writer = {
  lines: ({ call, output }) => {
    const { loss, dtype, inputs, reduction, upstream } = call;
    const type = wideOf(dtype) === "f64" ? "double" : "float";
    // The shortest text of a float32 is read as a double first: a constant in braces must not narrow.
    const list = (t: Tensor) => {
      const numbers = elementsText(t, wideOf(t.dtype), spelling);
      if (wideOf(t.dtype) !== "f32") return `{${numbers}}`;
      return `{${numbers.replace(/(?<=\d)(?=,|$)/g, "f")}}`;
    };
    return [
      "// As counterexample.cpp beside my_losses.cpp; then: g++ -std=c++17 counterexample.cpp && ./a.out",
      "#define main adapter_main",
      '#include "my_losses.cpp"',
      "#undef main",
      "int main() {",
      `  Call<${type}> call;`,
      ...Object.entries(inputs).map(([name, t]) =>
        `  call.${t.dtype === "i32" ? "labels" : "inputs"}["${name}"] = ` +
        `{{${t.shape.join(", ")}}, ${list(t)}};`
      ),
      ...givenParams(call).map(([name, x]) =>
        `  call.params["${name}"] = ${numberText(x, "f64", spelling)};`
      ),
      `  call.reduction = "${reduction}";`,
      ...(upstream === undefined ? [] : [`  call.upstream = ${list(upstream)};`]),
      `  const auto answer = ${loss}(call);`,
      "  std::cout.precision(17);",
      `  for (const auto x : answer.${
        output === "value" ? "value" : `gradients.at("${output}")`
      }.data) std::cout << x << "\\n";`,
    ];
  },
  comment: (text) => `  // ${text}`,
  end: ["}"],
};
