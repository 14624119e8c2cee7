/**
 * `lossproof evaluate`: what the oracle knows of one input.
 *
 * @module
 */
import { legibleJson } from "../../foreign_text.ts";
import { columnLayoutOf } from "../../oracle/internal.ts";
import { createOracle } from "../../oracle/mod.ts";
import { parseJson } from "../../spec_files/internal.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { sameShape, sizeOf } from "../../tensor/internal.ts";
import { blamingInput, WrongCommand } from "../failure.ts";
import { loadLosses, requireLoss } from "../losses/known_losses.ts";
import type { Io } from "../world/io.ts";
import { explain, explanationToJson } from "./explanation.ts";
import { describeExplanation, elementsShown } from "./explanation_text.ts";
import { readInput } from "./input.ts";

/** How to evaluate. */
export interface EvaluateOptions {
  readonly spec: readonly string[];
  readonly dtype?: FloatDType;
  readonly json?: boolean;
}

/**
 * Evaluates a loss on the input of a file.
 *
 * @returns the exit code 0
 * @throws {Error} when the loss is unknown or the file does not fit it
 */
export async function evaluateInput(
  id: string,
  file: string,
  options: EvaluateOptions,
  io: Io,
): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  const spec = requireLoss(all, id);
  const data = parseJson(await io.readText(file), file);
  const { call, notes } = readInput(data, file, spec, options.dtype);
  const { shape } = blamingInput(() => columnLayoutOf(spec, call));
  if (sizeOf(shape) === 0) {
    throw new WrongCommand(`Cannot evaluate "${id}": there is no element in ${file}`);
  }
  const expected = call.reduction === "none" ? shape : [];
  if (call.upstream !== undefined && !sameShape(call.upstream.shape, expected)) {
    throw new WrongCommand(
      `${file}: upstream must have the value's shape [${expected.join(", ")}], got [${
        call.upstream.shape.join(", ")
      }]`,
    );
  }
  for (const note of notes) io.err(`${file}: ${note}\n`);
  const oracle = await createOracle(all.values());
  const explanation = explain(oracle, call, expected, options.json ? Infinity : elementsShown);
  io.out(
    options.json
      ? legibleJson(JSON.stringify(explanationToJson(explanation), null, 2)) + "\n"
      : describeExplanation(explanation, io.color),
  );
  return 0;
}
