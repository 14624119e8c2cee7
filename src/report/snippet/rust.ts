/**
 * Snippets in Rust, for the adapter that `lossproof init` begins.
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

function spellingOf(type: string): Spelling {
  return {
    nan: `${type}::NAN`,
    infinity: `${type}::INFINITY`,
    minusInfinity: `${type}::NEG_INFINITY`,
    minusZero: "-0.0",
    dotted: true,
  };
}

/** A test for the end of `src/main.rs`. */
export const rust: Writer = {
  lines: ({ call, output }) => {
    const { loss, dtype, inputs, reduction, upstream } = call;
    const type = wideOf(dtype);
    const vector = (t: Tensor) =>
      `vec![${elementsText(t, wideOf(t.dtype), spellingOf(wideOf(t.dtype)))}]`;
    const tensors = (isLabel: boolean) => {
      const entries = Object.entries(inputs).filter(([, t]) => (t.dtype === "i32") === isLabel);
      if (entries.length === 0) return "[]";
      const lines = entries.map(([name, t]) =>
        `            ("${name}".into(), Tensor::new(&[${t.shape.join(", ")}], ${vector(t)})),\n`
      );
      return `[\n${lines.join("")}        ]`;
    };
    const params = givenParams(call).map(([name, x]) =>
      `("${name}".into(), ${numberText(x, "f64", spellingOf("f64"))})`
    );
    const read = output === "value"
      ? "answer.value"
      : `answer.gradients.iter().find(|(name, _)| *name == "${output}")`;
    return [
      "// At the end of src/main.rs; then: cargo test -- --nocapture",
      "#[test]",
      "fn counterexample() {",
      `    let call = Call::<${type}> {`,
      ...`        inputs: ${tensors(false)}.into(),`.split("\n"),
      ...`        labels: ${tensors(true)}.into(),`.split("\n"),
      `        params: [${params.join(", ")}].into(),`,
      `        reduction: "${reduction}".into(),`,
      `        upstream: ${upstream === undefined ? "None" : `Some(${vector(upstream)})`},`,
      "    };",
      `    match ${loss}(&call) {`,
      `        Ok(answer) => println!("{:?}", ${read}),`,
      '        Err(failure) => println!("{failure:?}"),',
      "    }",
    ];
  },
  comment: (text) => `    // ${text}`,
  end: ["}"],
};
