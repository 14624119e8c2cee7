/**
 * What was found, as JSON.
 *
 * @module
 */
import type { About } from "../adapters/mod.ts";
import { numberToJson } from "../tensor/internal.ts";
import type { Finding, LossIdentity } from "./finding.ts";
import { followsDeclared } from "./follows.ts";

/**
 * Turn what was found into JSON.
 *
 * @param about the implementation
 * @param identities its losses
 * @returns plain data; numbers that JSON has not are strings
 */
export function identitiesToJson(
  { name, version, language }: About,
  identities: readonly LossIdentity[],
): unknown {
  return {
    implementation: { name, version, language },
    losses: Object.fromEntries(identities.map((identity) => {
      const { loss, dtype, scalar, declared, declare, findings, advice } = identity;
      return [loss, {
        dtype,
        follows_declared: followsDeclared(identity),
        declared,
        ...(declare !== undefined && { declare }),
        ...(scalar !== undefined && { scalar_shape: scalar }),
        findings: findings.map(findingToJson),
        ...(advice !== undefined && { advice }),
      }];
    })),
  };
}

function findingToJson(finding: Finding): unknown {
  const { witness, asks, status } = finding;
  const head = { witness, asks, status };
  switch (finding.status) {
    case "unasked":
      return { ...head, why: finding.why };
    case "found":
      return {
        ...head,
        relation: finding.relation,
        conventions: finding.conventions.map(({ id, says, by }) => ({ id, says, by })),
      };
    case "unknown": {
      const { relation, answer, numbers, nearest } = finding;
      return {
        ...head,
        relation,
        ...("value" in answer ? { numbers: numbers.map(numberToJson) } : answer),
        ...(nearest && {
          nearest: { id: nearest.convention.id, expected: nearest.expected.map(numberToJson) },
        }),
      };
    }
  }
}
