/**
 * What to do about a convention that no dialect of the spec names.
 *
 * @module
 */
import type { Advice } from "./finding.ts";
import type { Capability, Denominator, Spec } from "../spec/mod.ts";
import { reductionsOf } from "../spec/internal.ts";
import type { Divides } from "../losses/mod.ts";
import type { Finding } from "./finding.ts";
import { departs } from "./follows.ts";

/** Divisors that a spec has no word for. */
const unsayable: ReadonlySet<Divides["of"]> = new Set<Divides["of"]>([
  "first_axis",
  "entries",
  "sum_of_all_label_weights",
  "count_of_all_positive_weights",
  "positive_boxes",
  "nothing",
]);

/**
 * What to do about what departs from the spec and has no dialect there.
 *
 * @param spec the loss as its file has it
 * @param capability what the implementation declares of it
 * @param findings what it does
 * @returns in the order of the findings; empty where a dialect says it all
 */
export function adviceOf(
  spec: Spec,
  capability: Capability,
  findings: readonly Finding[],
): readonly Advice[] {
  return findings.flatMap((finding) => {
    if (finding.status === "unasked" || finding.relation === "dialect" || !departs(finding)) {
      return [];
    }
    const { witness, asks } = finding;
    return [{ witness, asks, ...doneAbout(finding, spec, capability) }];
  });
}

function doneAbout(
  finding: Finding & { readonly status: "found" | "unknown" },
  spec: Spec,
  capability: Capability,
): Omit<Advice, "witness" | "asks"> {
  const { id, reduction } = spec;
  const isMean = finding.witness === "mean" || finding.witness === "ignored_rows";
  const divides = isMean && finding.status === "found" ? divisorOf(finding) : undefined;
  if (divides !== undefined && !unsayable.has(divides.of)) {
    const own = withMean(spec, divides as Denominator);
    return {
      does: `declare ${own.id} in the place of ${id}, and give its spec with --spec:`,
      spec: own,
    };
  }
  const others = reductionsOf(spec, capability).filter((mode) => mode !== "mean");
  const isOfMean = isMean && reduction.denominators[others[0]] === undefined;
  if (isOfMean && others.length > 0) {
    return {
      does: `declare "reductions": ${JSON.stringify(others)}: these are judged, the mean is not`,
    };
  }
  const given = reduction.denominators.mean?.given_by;
  if (finding.witness === "given_divisor" && given !== undefined) {
    return {
      does: `leave ${given} out of the "params" that are declared: then it is not asked for`,
    };
  }
  return {
    does:
      "the spec's verdict stands: if it is meant so, list what fails as known, with your reason, " +
      "by check --update-expected",
  };
}

/** The divisor of a convention that changes nothing else. */
function divisorOf(
  { conventions: [{ answers }] }: Finding & { readonly status: "found" },
): Divides | undefined {
  if (answers.kind !== "computes" || answers.reading !== undefined) return undefined;
  const { mean, ...rest } = answers.change ?? {};
  return Object.keys(rest).length === 0 ? mean : undefined;
}

/** The loss with another mean, as a spec file. */
function withMean({ id, reduction }: Spec, divides: Denominator) {
  const { modes, denominators } = reduction;
  const given = denominators.mean?.given_by;
  return {
    id: `my_${id}`,
    extends: id,
    reduction: {
      modes,
      denominators: {
        ...denominators,
        mean: { ...divides, ...(given !== undefined && { given_by: given }) },
      },
    },
  };
}
