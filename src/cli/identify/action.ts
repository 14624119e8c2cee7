/**
 * `lossproof identify`: which conventions an implementation follows.
 *
 * @module
 */
import { legibleJson } from "../../foreign_text.ts";
import { followsDeclared, identitiesToJson } from "../../identify/internal.ts";
import { identifyLoss, type LossIdentity } from "../../identify/mod.ts";
import { builtinWitnesses } from "../../losses/mod.ts";
import { renderIdentities } from "../../report/internal.ts";
import { untilAborted } from "../../runner/internal.ts";
import { inDialect } from "../../spec/mod.ts";
import { computesIn } from "../../spec/internal.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { blamingInput, exitCodes, WrongCommand } from "../failure.ts";
import { loadLosses, requireLoss } from "../losses/known_losses.ts";
import type { Target } from "../target/target.ts";
import { type RunOptions, withTarget } from "../target/with_target.ts";
import type { Io } from "../world/io.ts";

/** What to identify, and how to tell. */
export interface IdentifyOptions extends RunOptions {
  readonly loss?: readonly string[];
  readonly dtype?: FloatDType;
  readonly json?: boolean;
  readonly spec: readonly string[];
}

/**
 * Identifies an implementation.
 *
 * @param target `reference`, `tfjs`, the path of a module, or a program
 * @returns the exit code: 0 it does what it declares, 1 it does not
 * @throws {Error} when the command is wrong or the implementation cannot be run
 */
export async function identifyImplementation(
  target: Target,
  options: IdentifyOptions,
  io: Io,
): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  for (const id of options.loss ?? []) requireLoss(all, id);
  const run = { io, deadline: options.deadline };
  return await withTarget(target, all, run, async (adapter, signal) => {
    const { about } = adapter;
    blamingInput(() => inDialect(all, about.losses));
    const { dtype } = options;
    if (dtype !== undefined && !about.dtypes.includes(dtype)) {
      throw new WrongCommand(`"${about.name}" has no ${dtype}, only: ${about.dtypes.join(", ")}`);
    }
    const missing = options.loss?.find((id) => !Object.hasOwn(about.losses, id));
    if (missing !== undefined) {
      const has = Object.keys(about.losses).join(", ");
      throw new WrongCommand(`"${about.name}" has no "${missing}", only: ${has}`);
    }
    const chosen = [...all.values()].filter(({ id }) =>
      Object.hasOwn(about.losses, id) && (options.loss?.includes(id) ?? true) &&
      (dtype === undefined || computesIn(about.losses[id], dtype))
    );
    if (chosen.length === 0) {
      throw new WrongCommand(`Nothing to identify: "${about.name}" has none of these in ${dtype}`);
    }
    const progress = io.progress?.(chosen.length);
    const identities: LossIdentity[] = [];
    try {
      for (const spec of chosen) {
        progress?.update(identities.length, spec.id);
        identities.push(
          await untilAborted(
            identifyLoss(adapter, spec, { dtype, witnesses: builtinWitnesses(spec.id) }),
            signal,
          ),
        );
      }
    } finally {
      progress?.stop();
    }
    const width = Math.min(Math.max(io.columns ?? 100, 60), 100);
    io.out(
      options.json
        ? `${legibleJson(JSON.stringify(identitiesToJson(about, identities), null, 2))}\n`
        : renderIdentities(about, identities, { color: io.color, width }),
    );
    return identities.every(followsDeclared) ? exitCodes.conforms : exitCodes.doesNotConform;
  });
}
