/**
 * Snippets in JavaScript and TypeScript.
 *
 * @module
 */
import { inFull } from "../number_text.ts";
import { elementsText, type Spelling, type Writer } from "./writer.ts";

const spelling: Spelling = {
  nan: "NaN",
  infinity: "Infinity",
  minusInfinity: "-Infinity",
  minusZero: "-0",
  dotted: false,
};

/** A module that stands in this file; `literal` follows a tensor where its types ask for it. */
function inModule(file: string, literal: string): Writer {
  return {
    lines: ({ call: { loss, dtype, inputs, params, reduction, gradients }, upstream, output }) => {
      const tensors = Object.entries({ ...inputs, upstream }).map(([name, t]) => {
        // Halves stand in a Float32Array.
        const values = elementsText(t, t.data instanceof Float32Array ? "f32" : t.dtype, spelling);
        const array = `${t.data.constructor.name}.of(${values})`;
        return `const ${name} = { dtype: "${t.dtype}", shape: [${t.shape.join(", ")}], ` +
          `data: ${array} }${literal};`;
      });
      const numbers = Object.entries(params).map(([name, value]) =>
        `${name}: ${value === null ? "null" : inFull(value)}`
      );
      return [
        `const { losses } = (await import("./${file}")).default;`,
        ...tensors,
        `const answer = await losses.${loss}.compute({`,
        `  loss: "${loss}", dtype: "${dtype}", reduction: "${reduction}", gradients: ${gradients},`,
        `  inputs: { ${Object.keys(inputs).join(", ")} },`,
        `  params: { ${numbers.join(", ")} },`.replace("{  }", "{}"),
        "  upstream,",
        "});",
        // Also shows why there is no value.
        output === "value"
          ? 'console.log("value" in answer ? answer.value : answer);'
          : `console.log("value" in answer ? answer.gradients?.${output} : answer);`,
      ];
    },
    comment: (text) => `// ${text}`,
  };
}

/** A module in JavaScript. */
export const javascript: Writer = inModule("my_losses.js", "");
/** A module in TypeScript. */
export const typescript: Writer = inModule("my_losses.ts", " as const");
