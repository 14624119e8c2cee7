/**
 * The dialect that the user declares, on top of what the implementation says of itself.
 *
 * @module
 */
import { unknownName } from "../../adapters/internal.ts";
import type { About } from "../../adapters/mod.ts";
import type { Capability, Spec } from "../../spec/mod.ts";
import { didYouMean } from "../../spec/internal.ts";
import { WrongCommand } from "../failure.ts";

/** By loss: what it does differently on purpose. */
export type Dialects = Readonly<Record<string, NonNullable<Capability["dialect"]>>>;

/**
 * Adds dialects to an implementation's own; of both, the declared one counts.
 *
 * @param about what the implementation says of itself
 * @param dialects what the user declares, by loss
 * @param specs every spec by its id
 * @throws {WrongCommand} when it has no such loss, or the loss no such dialect
 */
export function inDeclaredDialect(
  about: About,
  dialects: Dialects,
  specs: ReadonlyMap<string, Spec>,
): About {
  const losses = { ...about.losses };
  for (const [id, { reduction, params }] of Object.entries(dialects)) {
    if (!Object.hasOwn(losses, id)) {
      const known = didYouMean(id, Object.keys(losses));
      throw new WrongCommand(
        `Cannot declare a dialect of "${id}": "${about.name}" has none${known}`,
      );
    }
    const own = losses[id].dialect;
    const dialect = {
      ...own,
      ...(reduction !== undefined && { reduction }),
      ...(params !== undefined && { params: { ...own?.params, ...params } }),
    };
    losses[id] = { ...losses[id], dialect };
  }
  const declared = { ...about, losses };
  const unknown = unknownName(declared, specs);
  if (unknown !== undefined) throw new WrongCommand(`Cannot declare the dialect: ${unknown}`);
  return declared;
}
