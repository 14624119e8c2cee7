/**
 * Snippets in Python, for the adapter that `lossproof init` begins.
 *
 * @module
 */
import { wrapped } from "./wrapped.ts";
import { elementsText, givenParams, numberText, type Spelling, type Writer } from "./writer.ts";

const spelling: Spelling = {
  nan: 'float("nan")',
  infinity: 'float("inf")',
  minusInfinity: 'float("-inf")',
  minusZero: "-0.0",
  dotted: true,
};

/** Python with its standard library alone: numbers are lists of floats. */
export const python: Writer = {
  lines: ({ call, upstream, output }) => {
    const { loss, dtype, inputs, reduction } = call;
    // A list holds float64, so that its text must be that one's.
    const list = (t: typeof upstream) =>
      `[${elementsText(t, t.dtype === "i32" ? "i32" : "f64", spelling)}]`;
    const tensors = Object.entries(inputs).map(([name, t]) =>
      `${name} = Tensor([${t.shape.join(", ")}], ${list(t)})`
    );
    const names = Object.keys(inputs).map((name) => `"${name}": ${name}`);
    const absent = Object.entries(call.params).filter(([, value]) => value === null);
    const params = [
      ...givenParams(call).map(([name, x]) => `"${name}": ${numberText(x, "f64", spelling)}`),
      ...absent.map(([name]) => `"${name}": None`),
    ];
    const read = output === "value" ? '["value"]' : `["gradients"]["${output}"]`;
    return [
      "# In the folder of my_losses.py",
      "from lossproof_protocol import Call, Tensor",
      "from my_losses import LOSSES",
      ...tensors,
      "call = Call(",
      `    "${loss}", "${dtype}", {${names.join(", ")}},`,
      ...wrapped("    {", params, "},"),
      `    "${reduction}", ${list(upstream)},`,
      ")",
      `print(LOSSES["${loss}"]["function"](call)${read})`,
    ];
  },
  comment: (text) => `# ${text}`,
};
