/**
 * What is declared of a whole implementation, handed down to each of its losses.
 *
 * @module
 */
import type { Capability, Spec } from "../spec/mod.ts";
import { domainNames } from "../spec/internal.ts";
import type { About } from "./implementation.ts";

/**
 * The same declaration in which every loss says for itself what the implementation says for all: of
 * both, the loss's own counts, and in a domain its own ranges.
 *
 * @param about the declaration
 * @param specs every spec by its id
 */
export function inherited(about: About, specs: ReadonlyMap<string, Spec>): About {
  const losses = Object.entries(about.losses).map(([id, capability]) =>
    [id, ofLoss(about, capability, specs.get(id))] as const
  );
  return { ...about, losses: Object.fromEntries(losses) };
}

function ofLoss(about: About, capability: Capability, spec: Spec | undefined): Capability {
  const { reproducible, refuses, arithmetic } = about;
  const names = spec === undefined ? [] : domainNames(spec);
  const domain = {
    ...Object.fromEntries(
      Object.entries(about.domain ?? {}).filter(([name]) => names.includes(name)),
    ),
    ...capability.domain,
  };
  return {
    ...reproducible !== undefined && { reproducible },
    ...refuses !== undefined && { refuses },
    ...arithmetic !== undefined && { arithmetic },
    ...capability,
    ...Object.keys(domain).length > 0 && { domain },
  };
}
