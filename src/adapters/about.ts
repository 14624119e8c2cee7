/**
 * What an implementation says of itself, checked against the specs before anything is asked.
 *
 * @module
 */
import { z } from "zod";
import type { Spec } from "../spec/mod.ts";
import { didYouMean, domainNames, rangeProblem } from "../spec/internal.ts";
import { distinct, issueProblems, strict } from "../spec_files/internal.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { sharedShape } from "./declared.ts";
import type { About } from "./implementation.ts";

const names = distinct(z.string()).optional();

/** The shape of one loss's declaration; see {@linkcode Capability}. */
export const capabilitySchema = strict({
  dtypes: distinct(z.enum(floatDTypes), 1).optional(),
  gradients: names,
  reductions: distinct(z.enum(["none", "mean", "sum"]), 1).optional(),
  optional: names,
  params: names,
  lengths: z.record(z.string(), z.array(z.int().min(0).nullable())).optional(),
  dialect: strict({
    reduction: z.string().optional(),
    params: z.record(z.string(), z.number().nullable()).optional(),
  }).optional(),
  ...sharedShape,
});

/** A record of losses by id, at least one. */
export function lossesOf<S extends z.ZodType>(loss: S): z.ZodRecord<z.ZodString, S> {
  return z.record(z.string(), loss).refine(
    (losses) => Object.keys(losses).length > 0,
    "must have a loss",
  );
}

/** The shape of an implementation's declaration; see {@linkcode About}. */
export const aboutSchema = strict({
  name: z.string().min(1),
  version: z.string().optional(),
  language: z.string().optional(),
  homepage: z.string().optional(),
  dtypes: distinct(z.enum(floatDTypes), 1),
  flushes: distinct(z.enum(floatDTypes)).optional(),
  ...sharedShape,
  losses: lossesOf(capabilitySchema),
});

/**
 * Describe in one line what does not have the right shape.
 *
 * @param error what zod found
 * @param data what was given instead
 * @returns e.g. `losses.l1_loss.gradients must be a list, got "pred"`
 */
export function shapeProblem(error: z.ZodError, data: unknown): string {
  return issueProblems(error.issues, data)
    .map(({ path, what }) => `${path === "" ? "it" : path} ${what}`).join("; ");
}

/**
 * Find the first name in a declaration that the specs do not know.
 *
 * @param about the declaration
 * @param specs every spec by its id
 * @returns what is wrong and what would be right, or `undefined` when all is known
 */
export function unknownName(about: About, specs: ReadonlyMap<string, Spec>): string | undefined {
  for (const [id, capability] of Object.entries(about.losses)) {
    const spec = specs.get(id);
    if (!spec) return `no spec defines the loss "${id}"${didYouMean(id, specs.keys())}`;
    const inputs = Object.entries(spec.inputs);
    const namesOf = (entries: readonly (readonly [string, unknown])[]) =>
      entries.map(([name]) => name);
    const known = {
      "gradient by": [capability.gradients, namesOf(inputs.filter(([, i]) => i.grad))],
      "optional input": [capability.optional, namesOf(inputs.filter(([, i]) => i.optional))],
      "reduction": [capability.reductions, spec.reduction.modes],
      "parameter": [capability.params, Object.keys(spec.params)],
      "reduction dialect": [
        capability.dialect?.reduction === undefined ? [] : [capability.dialect.reduction],
        Object.keys(spec.reduction.dialects),
      ],
      "dialect parameter": [
        Object.keys(capability.dialect?.params ?? {}),
        namesOf(Object.entries(spec.params).filter(([, p]) => p.dialect)),
      ],
      "input, parameter or axis": [Object.keys(capability.domain ?? {}), domainNames(spec)],
      "parameter that may be absent": [
        Object.entries(capability.domain ?? {})
          .filter(([, { values }]) => values?.includes(null)).map(([name]) => name),
        namesOf(Object.entries(spec.params).filter(([, p]) => p.nullable)),
      ],
    } as const;
    for (const [what, [declared, possible]] of Object.entries(known)) {
      const unknown = declared?.find((name) => !possible.some((one) => one === name));
      if (unknown) return `"${id}" has no ${what} "${unknown}"${didYouMean(unknown, possible)}`;
    }
    for (const [name, range] of Object.entries(capability.domain ?? {})) {
      const problem = rangeProblem(spec, name, range);
      if (problem) return `"${name}" in the domain of "${id}" ${problem}`;
    }
    const dtype = capability.dtypes?.find((one) => !about.dtypes.includes(one));
    if (dtype) return `"${id}" is declared in ${dtype}, which the dtypes of "${about.name}" lack`;
  }
  const names = Object.keys(about.losses).flatMap((id) => domainNames(specs.get(id)!));
  const unknown = Object.keys(about.domain ?? {}).find((name) => !names.includes(name));
  return unknown &&
    `no loss has an input, parameter or axis "${unknown}"${didYouMean(unknown, new Set(names))}`;
}
