/**
 * The input of `lossproof evaluate`: a JSON file, read into a call.
 *
 * @module
 */
import { z } from "zod";
import { callProblems } from "../../runner/internal.ts";
import type { Call, ParamValue, Spec } from "../../spec/mod.ts";
import { exactNumberSchema, schemaProblems, strict } from "../../spec_files/internal.ts";
import { type Problem, SpecError } from "../../spec_files/mod.ts";
import {
  type DType,
  type FloatDType,
  floatDTypes,
  isRepresentable,
  type NestedJson,
  roundTo,
  type Tensor,
  tensor,
} from "../../tensor/mod.ts";
import { dtypes, flattenNested, numberFromJson } from "../../tensor/internal.ts";

const jsonNumber = z.union([z.number(), z.string()]);
const nested: z.ZodType<NestedJson> = z.union([jsonNumber, z.array(z.lazy(() => nested))]);
const explicit = strict({
  dtype: z.enum(dtypes as [DType, ...DType[]]).optional(),
  shape: z.array(z.int().min(0)),
  data: z.array(jsonNumber),
  hex: z.array(z.string()).optional(),
});
const tensorLike = z.union([nested, explicit]);

const inputSchema = strict({
  $schema: z.string().optional(),
  loss: z.string().optional(),
  dtype: z.enum(floatDTypes).optional(),
  inputs: z.record(z.string(), tensorLike),
  params: z.record(z.string(), exactNumberSchema.nullable()).default({}),
  reduction: z.enum(["none", "mean", "sum"]).optional(),
  gradients: z.boolean().optional(),
  upstream: tensorLike.optional(),
});

/** The call that a file asks for, and what had to be rounded for it. */
export interface ReadInput {
  readonly call: Call;
  /** One sentence for each tensor or parameter that was rounded. */
  readonly notes: readonly string[];
}

/**
 * Reads the input of one evaluation.
 *
 * @param data what the JSON file holds
 * @param file its name, for messages
 * @param spec the loss to evaluate
 * @param dtype the format asked for; absent = the file's, or its first tensor's, or f64
 * @returns a call that fits the spec but for its shapes
 * @throws {SpecError} when the file is no such input or does not fit the spec; every problem
 */
export function readInput(
  data: unknown,
  file: string,
  spec: Spec,
  dtype: FloatDType | undefined,
): ReadInput {
  const read = inputSchema.safeParse(data);
  if (!read.success) throw new SpecError(schemaProblems(file, read.error.issues, data));
  const input = read.data;
  const problems: Problem[] = [];
  const notes: string[] = [];
  const complain = (path: string, what: string) => problems.push({ file, path, what });
  const format = dtype ?? input.dtype ?? dtypeOf(input.inputs) ?? "f64";
  if (input.loss !== undefined && input.loss !== spec.id) {
    complain("loss", `is "${input.loss}", but "${spec.id}" is to be evaluated`);
  }

  function tensorOf(path: string, given: z.infer<typeof tensorLike>, kind: DType): Tensor {
    try {
      const { shape, data } = isExplicit(given) ? given : flattenNested(given);
      const values = data.map(numberFromJson);
      if (kind !== "i32") noteRounding(path, values, kind, notes);
      if (values.some(Number.isNaN)) {
        notes.push(`${path}: NaN has no enclosure; what depends on it must be NaN`);
      }
      return tensor(kind, shape, values);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      complain(path, `is no tensor: ${error.message.replace(/^Cannot make a tensor: /, "")}`);
      return tensor(kind, [0], []);
    }
  }

  const inputs = Object.entries(input.inputs).map(([name, given]) => {
    const label = spec.inputs[name]?.kind === "label";
    return [name, tensorOf(`inputs.${name}`, given, label ? "i32" : format)] as const;
  });
  const call: Call = {
    loss: spec.id,
    dtype: format,
    inputs: Object.fromEntries(inputs),
    params: paramsOf(spec, input.params, format, notes),
    reduction: input.reduction ?? spec.reduction.modes[0],
    gradients: true,
    ...(input.upstream !== undefined &&
      { upstream: tensorOf("upstream", input.upstream, format) }),
  };
  if (problems.length === 0) {
    problems.push(...callProblems(spec, call).map((problem) => ({ file, ...problem })));
  }
  if (problems.length > 0) {
    // A number may be out of range only since it was rounded.
    const rounded = notes.map((what) => ({ file, path: "", what }));
    throw new SpecError([...rounded, ...problems]);
  }
  return { call, notes };
}

/** The float format of the first tensor that names one. */
function dtypeOf(
  inputs: Readonly<Record<string, z.infer<typeof tensorLike>>>,
): FloatDType | undefined {
  const dtypes = Object.values(inputs).map((given) => isExplicit(given) ? given.dtype : undefined);
  return dtypes.find((dtype) => dtype !== undefined && dtype !== "i32");
}

type Explicit = z.infer<typeof explicit>;

function isExplicit(given: NestedJson | Explicit): given is Explicit {
  return typeof given === "object" && !Array.isArray(given);
}

/** The spec's defaults and what the file says, rounded where they are no labels or counts. */
function paramsOf(
  spec: Spec,
  given: Readonly<Record<string, ParamValue>>,
  dtype: FloatDType,
  notes: string[],
): Record<string, ParamValue> {
  const defaults = Object.entries(spec.params).map(([name, param]) => [name, param.default]);
  const params: Record<string, ParamValue> = { ...Object.fromEntries(defaults), ...given };
  for (const [name, value] of Object.entries(params)) {
    if (value === null || spec.params[name]?.type !== "number") continue;
    noteRounding(`params.${name}`, [value], dtype, notes);
    params[name] = roundTo(value, dtype);
  }
  return params;
}

function noteRounding(
  path: string,
  values: readonly number[],
  dtype: FloatDType,
  notes: string[],
): void {
  const rounded = values.filter((x) => !isRepresentable(x, dtype));
  if (rounded.length === 0) return;
  const [first] = rounded;
  const others = rounded.length === 1 ? "" : `, and ${rounded.length - 1} more`;
  notes.push(
    `${path}: ${first} is no ${dtype} number, rounded to ${roundTo(first, dtype)}${others}`,
  );
}
