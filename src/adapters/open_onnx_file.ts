/**
 * Anyone's ONNX model of one loss, as an implementation.
 *
 * @module
 */
import { basename } from "@std/path";
import {
  type Binding,
  bindModel,
  evaluateModel,
  type FixedLengths,
  fixedLengths,
  type ModelFace,
  readModel,
  type Runtime,
  type RuntimeSession,
} from "../onnx/internal.ts";
import type { Reduction, Spec } from "../spec/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import { whyNoFile } from "./no_file.ts";
import type { Adapter } from "./implementation.ts";
import { openOnnxruntime } from "./open_onnxruntime.ts";
import { inPlainWords } from "./plain_words.ts";
import { describeThrown, readThrown } from "./thrown.ts";

/** What a model is. */
export interface OnnxFileOptions {
  /** The model's names by the spec's; see {@linkcode bindModel}. */
  readonly map: Readonly<Record<string, string>>;
  /** The reduction that it has; absent: by the rank of its loss. */
  readonly reduction?: Reduction;
}

/**
 * Opens a file with a model of a loss.
 *
 * @param path the file
 * @param spec the loss
 * @param options what its inputs and outputs stand for
 * @returns an adapter that has this loss alone, in the model's format and reduction
 * @throws {CannotRun} when the file is no model, or not of this loss, or onnxruntime does not load it
 */
export async function openOnnxFile(
  path: string,
  spec: Spec,
  options: OnnxFileOptions,
): Promise<Adapter> {
  const bytes = await readBytes(path);
  const { face, binding, reduction, lengths } = understood(path, bytes, spec, options);
  const runtime = await openOnnxruntime(path);
  const session = await loadModel(path, runtime, bytes, face);
  // Only our own graphs say so: NaN is no number that another model would take for an absent one.
  const takesAbsent = face.metadata.get("lossproof.loss") === spec.id;
  const has = (name: string) => binding.inputs.has(name);
  return inPlainWords({
    about: {
      name: basename(path),
      version: `on ${runtime.name} ${runtime.version}`,
      language: "onnx",
      dtypes: [binding.dtype],
      losses: {
        [spec.id]: {
          gradients: [...binding.gradients.keys()],
          reductions: [reduction],
          optional: Object.keys(spec.inputs).filter((name) =>
            spec.inputs[name].optional && has(name)
          ),
          params: Object.keys(spec.params).filter(has),
          ...lengths && { lengths },
        },
      },
    },
    async run(calls) {
      const results = [];
      for (const call of calls) {
        const isIts = call.loss === spec.id && call.dtype === binding.dtype &&
          call.reduction === reduction;
        results.push(
          isIts
            ? await evaluateModel({ spec, face, binding, session, takesAbsent }, call)
            : { unsupported: `is a model of ${spec.id}, ${reduction}, ${binding.dtype} alone` },
        );
      }
      return results;
    },
    close: () => session.release(),
  });
}

async function readBytes(path: string): Promise<Uint8Array> {
  const none = await whyNoFile(path, "model");
  if (none !== undefined) throw new CannotRun(path, none);
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : describeThrown(error);
    throw new CannotRun(path, why, error);
  }
}

interface Understood {
  readonly face: ModelFace;
  readonly binding: Binding;
  readonly reduction: Reduction;
  readonly lengths: FixedLengths | undefined;
}

function understood(
  path: string,
  bytes: Uint8Array,
  spec: Spec,
  { map, reduction }: OnnxFileOptions,
): Understood {
  try {
    const face = readModel(bytes);
    const binding = bindModel(face, spec, map);
    return {
      face,
      binding,
      reduction: reductionOf(spec, binding, reduction),
      lengths: fixedLengths(binding, spec),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CannotRun(path, error.message, error);
  }
}

/** A loss of no axes, or of one element, is reduced. */
function reductionOf(
  spec: Spec,
  { value }: Binding,
  given: Reduction | undefined,
): Reduction {
  const { modes } = spec.reduction;
  const isReduced = value.dims?.every((length) => length === 1) ?? true;
  const fitting = modes.filter((mode) => (mode === "none") !== isReduced);
  const reduction = given ?? fitting[0];
  if (reduction !== undefined && modes.includes(reduction)) return reduction;
  const wanted = given === undefined
    ? `its output "${value.name}" is ${isReduced ? "" : "not "}reduced`
    : `the reduction is to be "${given}"`;
  throw new RangeError(`${wanted}, but "${spec.id}" has ${modes.join(", ")}`);
}

async function loadModel(
  path: string,
  runtime: Runtime,
  bytes: Uint8Array,
  { opset }: ModelFace,
): Promise<RuntimeSession> {
  try {
    return await runtime.load(bytes);
  } catch (error) {
    throw new CannotRun(path, loadProblem(runtime, error, opset), error);
  }
}

function loadProblem({ name, version }: Runtime, error: unknown, opset: number): string {
  const { message } = readThrown(error);
  const newest = /is till opset (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (newest !== undefined) {
    return `its opset is ${opset}, and ${name} ${version} reads opsets up to ${newest}`;
  }
  // Before its words stands where in its sources they are.
  const words = message.replace(/^\/\S+:\d+ .*?\) (?=[A-Z])/, "");
  return `${name} ${version} does not load it (opset ${opset}): ${words}`;
}
