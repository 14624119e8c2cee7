/**
 * A counterexample's call as code that can be pasted, in the implementation's language.
 *
 * @module
 */
import type { Counterexample } from "../runner/event.ts";
import { layoutOf } from "../oracle/layout.ts";
import type { Call, ParamValue, Spec } from "../spec/mod.ts";
import { type DType, filled, type Tensor } from "../tensor/mod.ts";
import { inFull, shortest } from "./number_text.ts";

/** Elements of all tensors together, beyond which code is too long to be of use. */
const mostElements = 64;

/** How a language writes a call. */
interface Language {
  /** Before everything. */
  readonly head: readonly string[];
  /** Whether a gradient from above is always given. */
  readonly needsUpstream: boolean;
  tensor(name: string, t: Tensor): string;
  call(call: Call): readonly string[];
  comment(text: string): string;
}

const numpyTypes: Readonly<Record<DType, string>> = {
  f64: "np.float64",
  f32: "np.float32",
  f16: "np.float16",
  bf16: "np.float32",
  i32: "np.int32",
};

const python: Language = {
  head: ["import numpy as np"],
  needsUpstream: false,
  tensor: (name, t) => {
    const note = t.dtype === "bf16" ? "  # values of bfloat16" : "";
    const flat = `np.array([${elements(t, pythonNumber)}], ${numpyTypes[t.dtype]})`;
    const shaped = t.shape.length === 1 ? flat : `${flat}.reshape(${tuple(t.shape)})`;
    return `${name} = ${shaped}${note}`;
  },
  call: ({ loss, inputs, params, reduction, upstream }) => {
    const given = [
      ...Object.keys(inputs),
      ...Object.entries(params).map(([name, value]) => `${name}=${pythonParam(value)}`),
      `reduction="${reduction}"`,
      ...(upstream === undefined ? [] : ["upstream=upstream"]),
    ];
    return [`${loss}(${given.join(", ")})`];
  },
  comment: (text) => `# ${text}`,
};

const javascript: Language = {
  head: ['const { losses } = (await import("./my_losses.ts")).default;'],
  needsUpstream: true,
  tensor: (name, { dtype, shape, data }) => {
    const values = elements({ dtype, shape, data }, shortest);
    const array = `${data.constructor.name}.of(${values})`;
    return `const ${name} = { dtype: "${dtype}", shape: [${shape.join(", ")}], data: ${array} };`;
  },
  call: ({ loss, dtype, inputs, params, reduction, gradients, upstream }) => {
    const numbers = Object.entries(params).map(([name, value]) =>
      `${name}: ${value === null ? "null" : inFull(value)}`
    );
    return [
      `await losses.${loss}.compute({`,
      `  loss: "${loss}", dtype: "${dtype}", reduction: "${reduction}", gradients: ${gradients},`,
      `  inputs: { ${Object.keys(inputs).join(", ")} },`,
      `  params: { ${numbers.join(", ")} },`.replace("{  }", "{}"),
      ...(upstream === undefined ? [] : ["  upstream,"]),
      "});",
    ];
  },
  comment: (text) => `// ${text}`,
};

const languages: Readonly<Record<string, Language>> = {
  python,
  javascript,
  typescript: javascript,
};

/**
 * Writes the call at fault as code.
 *
 * @param counterexample whose call
 * @param language what the implementation is written in, as it says of itself
 * @param spec the loss, for the shape of its terms
 * @returns lines of code; nothing in a language that is not known here, or where the tensors are large
 */
export function snippetLines(
  { trial, fault }: Pick<Counterexample, "trial" | "fault">,
  language: string | undefined,
  spec?: Spec,
): string[] {
  const writer = languages[language?.toLowerCase() ?? ""];
  const asked = trial.calls[fault.call];
  if (writer === undefined || asked === undefined) return [];
  const call = writer.needsUpstream ? { upstream: onesFor(asked, spec), ...asked } : asked;
  const { inputs, upstream } = call;
  const tensors = Object.entries(upstream === undefined ? inputs : { ...inputs, upstream });
  const size = tensors.reduce((sum, [, t]) => sum + t.data.length, 0);
  if (size > mostElements) return [];
  const { output, expected, got } = fault;
  const told = [
    ...(expected === undefined ? [] : [`expected ${inFull(expected)}`]),
    ...(got === undefined ? [] : [`got ${inFull(got)}`]),
  ];
  const what = output === undefined || output === "value" ? "" : `gradient by ${output}: `;
  return [
    ...writer.head,
    ...tensors.map(([name, t]) => writer.tensor(name, t)),
    ...writer.call(call),
    ...(told.length === 0 ? [] : [writer.comment(what + told.join(", "))]),
  ];
}

/** The upstream of a call that has none: ones, of the value's shape where that is known. */
function onesFor(call: Call, spec: Spec | undefined): Tensor {
  return filled(call.dtype, call.reduction === "none" ? termsShape(call, spec) : [], 1);
}

function termsShape(call: Call, spec: Spec | undefined): readonly number[] {
  try {
    return spec === undefined ? [] : layoutOf(spec, call).shape;
  } catch (error) {
    // A call that is to be refused has no terms.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function elements({ dtype, data }: Tensor, write: (x: number, dtype: DType) => string): string {
  return Array.from(data, (x) => write(x, dtype)).join(", ");
}

function pythonNumber(x: number, dtype: DType): string {
  if (Number.isNaN(x)) return "np.nan";
  if (Math.abs(x) === Infinity) return x < 0 ? "-np.inf" : "np.inf";
  const text = shortest(x, dtype);
  return text === "-0" ? "-0.0" : text;
}

function pythonParam(value: ParamValue): string {
  return value === null ? "None" : pythonNumber(value, "f64");
}

function tuple(shape: readonly number[]): string {
  return `(${shape.join(", ")})`;
}
