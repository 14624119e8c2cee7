/**
 * What is checked is a file with an ONNX model of one loss.
 *
 * @module
 */
import { resolve } from "@std/path";
import type { Hosted } from "../../adapters/internal.ts";
import { bindableNames } from "../../onnx/internal.ts";
import type { Reduction, Spec } from "../../spec/mod.ts";
import { didYouMean } from "../../spec/internal.ts";
import { WrongCommand } from "../failure.ts";
import { requireLoss } from "../losses/known_losses.ts";

/** How the command line says what a model is. */
export interface OnnxOptions {
  /** The file. */
  readonly onnx?: string;
  /** `pred=logits`: the model's names by the spec's. */
  readonly map?: readonly string[];
  /** The reduction that it has. */
  readonly reduction?: Reduction;
}

/** A file with a model of one loss. */
export interface OnnxTarget extends OnnxOptions {
  readonly onnx: string;
  /** The loss's id. */
  readonly loss: string;
}

/**
 * Finds out of which loss the model is.
 *
 * @param onnx the file
 * @param options how the command line says what it is
 * @param losses what `--loss` names
 * @throws {WrongCommand} when that is not one loss, or a pair of `--map` has no `=`
 */
export function onnxTargetOf(
  onnx: string,
  { map, reduction }: OnnxOptions,
  losses: readonly string[],
): OnnxTarget {
  if (losses.length !== 1) {
    throw new WrongCommand(
      `--onnx needs the one loss that the model computes, e.g. --loss l1_loss${
        losses.length === 0 ? "" : `, got ${losses.join(", ")}`
      }`,
    );
  }
  const wrong = map?.find((pair) => !/^[^=]+=./.test(pair));
  if (wrong !== undefined) {
    throw new WrongCommand(`--map must be NAME=THE_MODEL'S_NAME, got "${wrong}"`);
  }
  return {
    onnx,
    loss: losses[0],
    ...(map !== undefined && { map }),
    ...(reduction !== undefined && { reduction }),
  };
}

/**
 * The model, as a process is told of it.
 *
 * @throws {WrongCommand} when there is no such loss, or nothing in it of a name in `--map`
 */
export function modelOf(
  { onnx, loss, map = [], reduction }: OnnxTarget,
  specs: ReadonlyMap<string, Spec>,
): Hosted {
  const spec = requireLoss(specs, loss);
  const names = bindableNames(spec);
  const pairs = map.map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  for (const [name] of pairs) {
    if (names.includes(name)) continue;
    throw new WrongCommand(
      `--map names "${name}", which ${loss} has not${didYouMean(name, names)}`,
    );
  }
  return {
    kind: "model",
    path: resolve(onnx),
    loss,
    map: Object.fromEntries(pairs),
    ...(reduction !== undefined && { reduction }),
  };
}

/** The options that name the model, as words of a command. */
export function onnxWords({ onnx, loss, map, reduction }: OnnxTarget): readonly string[] {
  return [
    "--onnx",
    onnx,
    "--loss",
    loss,
    ...(map ?? []).flatMap((pair) => ["--map", pair]),
    ...(reduction === undefined ? [] : ["--reduction", reduction]),
  ];
}
