/**
 * Axes that contradict each other.
 *
 * @module
 */
import {
  axesOf,
  classAxis,
  didYouMean,
  entryAxesOf,
  fixedLength,
  isByRecord,
} from "../spec/internal.ts";
import type { Spec } from "../spec/mod.ts";
import type { Complain } from "./complain.ts";

/** Entries that a spec may fix for each record: more cannot be tried. */
const mostEntries = 2 ** 18;

/** Entry axes that a tensor may have. */
const mostAxes = 8;

/**
 * Finds axes that are no one's, that stand where they cannot, or whose entries have no names of their own.
 *
 * @param spec a loss, extensions merged
 * @param complain receives each problem
 */
export function lintAxes(spec: Spec, complain: Complain): void {
  const inputs = Object.entries(spec.inputs);
  const used = new Set(inputs.flatMap(([, { shape }]) => shape));
  const declared = Object.keys(spec.axes ?? {});
  for (const [name, said] of Object.entries(spec.axes ?? {})) {
    if (!used.has(name)) complain(`axes.${name}`, "is an axis of no input");
    if (Array.isArray(said) && new Set(said).size < said.length) {
      complain(`axes.${name}`, "names an entry twice");
    }
  }
  for (const [i, axis] of spec.output.entries()) {
    if (!used.has(axis)) complain(`output[${i}]`, `is "${axis}", an axis of no input`);
  }
  const shapes = [
    ...inputs.map(([name, { shape }]) => [`inputs.${name}.shape`, shape] as const),
    ["output", spec.output] as const,
  ];
  const roles = axesOf(spec);
  for (const [path, shape] of shapes) {
    for (const [i, axis] of shape.entries()) {
      if (axis.length > 1 && axis !== "..." && !declared.includes(axis)) {
        const hint = didYouMean(axis, declared);
        complain(`${path}[${i}]`, `is "${axis}", which "axes" does not say the length of${hint}`);
      }
      if (axis === roles.leading && i > 0) {
        complain(`${path}[${i}]`, `is "${axis}", the axis of the records: it must come first`);
      }
    }
    if (new Set(shape).size < shape.length) complain(path, "has an axis twice");
    const own = entryAxesOf(roles, shape);
    const entries = own.reduce((product, axis) => product * (fixedLength(spec, axis) ?? 1), 1);
    if (entries > mostEntries) {
      complain(path, `has ${entries} entries for each record, and ${mostEntries} are the limit`);
    }
    if (own.length > mostAxes) {
      complain(path, `has ${own.length} entry axes, and ${mostAxes} are the limit`);
    }
    if (shape.filter((axis) => axis === "*" || axis === "...").length > 1) {
      complain(path, 'has "*" and "...": one of them is enough');
    }
  }
  for (const [name, { kind, shape, grad }] of inputs) {
    if (kind === "label" && shape.includes(classAxis)) {
      complain(`inputs.${name}.shape`, `has the axis "${classAxis}", whose entries labels name`);
    }
    const isPartly = isByRecord(roles, shape) && roles.further &&
      !(shape.includes("...") && shape.includes(roles.leading!));
    if (grad && isPartly) {
      complain(
        `inputs.${name}.grad`,
        "must be false where some records share the input, others not",
      );
    }
  }
}
