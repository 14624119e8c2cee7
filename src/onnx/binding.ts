/**
 * Which of a model's inputs and outputs stands for what of a loss.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";
import type { FloatDType } from "../tensor/mod.ts";
import type { ModelFace, ModelPort } from "./model.ts";
import { formatsOfTypes } from "./tensors.ts";

/** A model's inputs and outputs by the names of the spec. */
export interface Binding {
  readonly dtype: FloatDType;
  /** By input, parameter or `upstream`. */
  readonly inputs: ReadonlyMap<string, ModelPort>;
  readonly value: ModelPort;
  /** By the input that the loss is differentiated by. */
  readonly gradients: ReadonlyMap<string, ModelPort>;
}

const integerTypes = ["INT64", "INT32"];

/** The names that a loss's inputs, parameters and outputs have in a model, where it is named as ours. */
export function bindableNames(spec: Spec): readonly string[] {
  return [...inputNamesOf(spec), "loss", ...gradientNamesOf(spec)];
}

function inputNamesOf({ inputs, params }: Spec): readonly string[] {
  return [...Object.keys(inputs), ...Object.keys(params), "upstream"];
}

function gradientNamesOf({ inputs }: Spec): readonly string[] {
  return Object.keys(inputs).filter((name) => inputs[name].grad).map((name) => `grad_${name}`);
}

/**
 * Finds out what a model's inputs and outputs are.
 *
 * What is not named in `map` is found by its name in the spec; where no input is, and none is mapped, the
 * inputs are the spec's in their order, then the parameters. The value is the output that is called `loss`, or the first one
 * that is no gradient; a gradient by `pred` is called `grad_pred`.
 *
 * @param face the model's inputs and outputs
 * @param spec the loss
 * @param map the model's names by those of {@linkcode bindableNames}
 * @returns the binding
 * @throws {RangeError} when it has not what `map` names, an input is left over or missing, or a type is
 * wrong
 */
export function bindModel(
  face: ModelFace,
  spec: Spec,
  map: Readonly<Record<string, string>>,
): Binding {
  const inputs = bindInputs(face, inputNamesOf(spec), map);
  requireInputs(inputs, spec);
  const outputs = bindNamed(face.outputs, ["loss", ...gradientNamesOf(spec)], map, "output");
  const gradients = new Map(
    gradientNamesOf(spec).flatMap((name) => {
      const port = outputs.get(name);
      return port === undefined ? [] : [[name.slice("grad_".length), port] as const];
    }),
  );
  const taken = new Set([...gradients.values()].map(({ name }) => name));
  const value = outputs.get("loss") ?? face.outputs.find(({ name }) => !taken.has(name));
  if (value === undefined) {
    throw new RangeError("it has no output that is the loss: name it, e.g. --map loss=NAME");
  }
  const dtype = formatOf(inputs, value, [...gradients.values()], spec);
  return { dtype, inputs, value, gradients };
}

function bindInputs(
  { inputs }: ModelFace,
  names: readonly string[],
  map: Readonly<Record<string, string>>,
): ReadonlyMap<string, ModelPort> {
  const bound = bindNamed(inputs, names, map, "input");
  if (bound.size === 0 && inputs.length > 0) {
    const inOrder = names.filter((name) => name !== "upstream");
    if (inputs.length > inOrder.length) throw tooMany(inputs[inOrder.length], names, bound);
    return new Map(inputs.map((port, i) => [inOrder[i], port]));
  }
  const taken = new Set([...bound.values()].map(({ name }) => name));
  const left = inputs.find(({ name }) => !taken.has(name));
  if (left !== undefined) throw tooMany(left, names, bound);
  return bound;
}

function tooMany(
  { name }: ModelPort,
  names: readonly string[],
  bound: ReadonlyMap<string, ModelPort>,
): RangeError {
  const free = names.find((one) => one !== "upstream" && !bound.has(one)) ?? names[0];
  return new RangeError(
    `its input "${name}" stands for nothing: say for what, e.g. --map ${free}=${name} (there is ${
      names.join(", ")
    })`,
  );
}

/** By the map, or by the name itself. */
function bindNamed(
  ports: readonly ModelPort[],
  names: readonly string[],
  map: Readonly<Record<string, string>>,
  what: string,
): ReadonlyMap<string, ModelPort> {
  const byName = new Map(ports.map((port) => [port.name, port]));
  return new Map(names.flatMap((name) => {
    const wanted = Object.hasOwn(map, name) ? map[name] : undefined;
    const port = byName.get(wanted ?? name);
    if (wanted !== undefined && port === undefined) {
      throw new RangeError(`it has no ${what} "${wanted}"${didYouMean(wanted, byName.keys())}`);
    }
    return port === undefined ? [] : [[name, port] as const];
  }));
}

function requireInputs(inputs: ReadonlyMap<string, ModelPort>, spec: Spec): void {
  const missing = Object.keys(spec.inputs).find((name) =>
    !spec.inputs[name].optional && !inputs.has(name)
  );
  if (missing === undefined) return;
  const have = [...inputs.values()].map(({ name }) => name).join(", ") || "none";
  throw new RangeError(
    `no input stands for "${missing}": it has ${have}; say which, e.g. --map ${missing}=NAME`,
  );
}

function formatOf(
  inputs: ReadonlyMap<string, ModelPort>,
  value: ModelPort,
  gradients: readonly ModelPort[],
  spec: Spec,
): FloatDType {
  const formats = Object.keys(formatsOfTypes).join(", ");
  const dtype = formatsOfTypes[value.type ?? ""];
  if (dtype === undefined) {
    throw new RangeError(
      `its output "${value.name}" is ${value.type ?? "no tensor"}, expected one of ${formats}`,
    );
  }
  for (const [name, port] of inputs) {
    const isWhole = spec.inputs[name]?.kind === "label" || spec.params[name]?.type === "integer";
    const allowed = isWhole ? integerTypes : [value.type];
    if (port.type !== undefined && allowed.includes(port.type)) continue;
    const wanted = isWhole ? integerTypes.join(" or ") : `${value.type}, as its loss`;
    throw new RangeError(
      `its input "${port.name}", as ${name}, is ${port.type ?? "no tensor"}, expected ${wanted}`,
    );
  }
  const other = gradients.find(({ type }) => type !== value.type);
  if (other !== undefined) {
    throw new RangeError(
      `its output "${other.name}" is ${other.type ?? "no tensor"}, expected ${value.type}`,
    );
  }
  return dtype;
}
