/**
 * Plain implementations of every convention that may be declared.
 *
 * @module
 */
import { builtinSpecs, type ParamValue, type Spec } from "../../../src/spec/mod.ts";
import { type FloatDType, floatDTypes, formats } from "../../../src/tensor/mod.ts";
import type { Choice } from "../implementation.ts";
import { type Member, member } from "../member.ts";

const reductions = new Set(
  [...builtinSpecs.values()].flatMap(({ reduction }) => Object.keys(reduction.dialects)),
);

const byReduction = Array.from(
  reductions,
  (reduction): Member =>
    member(`dialects/${reduction}`, `The mean is ${reduction.replaceAll("_", " ")}`, {
      mean: "reciprocal",
    }, {
      has: (spec) => Object.hasOwn(spec.reduction.dialects, reduction),
      dialect: () => ({ reduction }),
    }),
);

/** A convention of a library: its parameters, and the form that it evaluates. */
interface Fixed {
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly form: Choice;
  /** The formats whose range holds what it makes; absent = all. */
  readonly dtypes?: readonly FloatDType[];
}

const first: Choice = () => 0;
const last: Choice = (forms) => forms.length - 1;

const fixed: Readonly<Record<string, Fixed>> = {
  keras_clip: { params: { clip: 1e-7 }, form: last },
  // Where 1 - clip rounds to 1, a slope is 1/epsilon, which float16 cannot hold.
  tensorflow_epsilon: {
    params: { epsilon: 1e-7 },
    form: last,
    dtypes: floatDTypes.filter((dtype) => formats[dtype].overflowThreshold > 1e7),
  },
  pytorch_floors: { params: { log_floor: -100, slope_floor: 1e-12 }, form: first },
  smoothing: { params: { label_smoothing: 0.1 }, form: first },
};

const isDialect = ({ params }: Spec, name: string) => params[name]?.dialect === true;

const byParams = Object.entries(fixed).map(([id, { params, form, dtypes }]): Member =>
  member(`dialects/${id}`, `With ${JSON.stringify(params)}`, { value: form }, {
    has: (spec) => Object.keys(params).every((name) => isDialect(spec, name)),
    dialect: () => ({ params }),
    ...dtypes && { dtypes },
  })
);

export const members: readonly Member[] = [...byReduction, ...byParams];
