/**
 * Plain implementations of every convention that may be declared.
 *
 * @module
 */
import { builtinSpecs, type ParamValue, type Spec } from "../../../src/spec/mod.ts";
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

/** Conventions of libraries, by the name of a loss's dialect parameter. */
const fixed: Readonly<Record<string, Readonly<Record<string, ParamValue>>>> = {
  keras_clip: { clip: 1e-7 },
  tensorflow_epsilon: { epsilon: 1e-7 },
  pytorch_floors: { log_floor: -100, slope_floor: 1e-12 },
  smoothing: { label_smoothing: 0.1 },
};

const isDialect = ({ params }: Spec, name: string) => params[name]?.dialect === true;

const byParams = Object.entries(fixed).map(([id, params]): Member =>
  member(`dialects/${id}`, `With ${JSON.stringify(params)}`, {
    value: (forms) => forms.length - 1,
    admitsLimits: true,
  }, {
    has: (spec) => Object.keys(params).every((name) => isDialect(spec, name)),
    dialect: () => ({ params }),
  })
);

export const members: readonly Member[] = [...byReduction, ...byParams];
