/**
 * Lossproof's own ONNX graphs on onnxruntime, as an implementation among others.
 *
 * @module
 */
import {
  bindModel,
  evaluateModel,
  graphDTypes,
  type GraphOptions,
  type LoadedModel,
  readModel,
  type Runtime,
} from "../onnx/internal.ts";
import { composedGraphs } from "../losses/internal.ts";
import type { GraphSet } from "../onnx/mod.ts";
import { builtinSpecs, type Call, type Result, type Spec } from "../spec/mod.ts";
import type { Adapter } from "./implementation.ts";
import { openOnnxruntime } from "./open_onnxruntime.ts";

/**
 * The third road to each number: our graphs on onnxruntime for Node.js and Deno.
 *
 * @param specs the losses of the run
 * @param graphs which graphs
 * @returns an adapter that answers calls in f64, f32 and f16
 * @throws {CannotRun} when onnxruntime cannot be loaded: it needs `--allow-ffi`
 */
export async function openOnnxRoad(
  specs: ReadonlyMap<string, Spec>,
  graphs: GraphSet = composedGraphs,
): Promise<Adapter> {
  return onnxAdapter(specs, await openOnnxruntime(graphs.name), graphs);
}

/**
 * Graphs on a runtime, as an implementation.
 *
 * @param specs the losses of the run; those that are not built in have no graph
 * @param runtime what runs them
 * @param graphs which graphs
 * @returns an adapter; a model is built and loaded when it is first asked for
 */
export function onnxAdapter(
  specs: ReadonlyMap<string, Spec>,
  runtime: Runtime,
  graphs: GraphSet = composedGraphs,
): Adapter {
  const built = graphs.losses.flatMap((id) => {
    const spec = specs.has(id) ? builtinSpecs.get(id) : undefined;
    return spec === undefined ? [] : [[id, graphs.capability(spec)] as const];
  });
  const models = new Map<string, Promise<LoadedModel>>();
  const loaded = (spec: Spec, options: GraphOptions): Promise<LoadedModel> => {
    const key = `${spec.id}.${options.reduction}.${options.dtype}`;
    const model = models.get(key) ?? load(runtime, graphs, spec, options);
    models.set(key, model);
    return model;
  };
  const answer = async (call: Call): Promise<Result> => {
    const { loss, reduction } = call;
    const spec = graphs.losses.includes(loss) ? builtinSpecs.get(loss) : undefined;
    const dtype = graphDTypes.find((known) => known === call.dtype);
    if (spec === undefined || dtype === undefined || !spec.reduction.modes.includes(reduction)) {
      return { unsupported: `has no graph of ${loss}, ${reduction}, ${call.dtype}` };
    }
    return await evaluateModel(await loaded(spec, { dtype, reduction }), call);
  };
  return {
    about: {
      name: graphs.name,
      version: `graphs on ${runtime.name} ${runtime.version}`,
      language: "onnx",
      dtypes: graphDTypes,
      losses: Object.fromEntries(built),
    },
    async run(calls) {
      const results: Result[] = [];
      for (const call of calls) results.push(await answer(call));
      return results;
    },
    async close() {
      for (const model of models.values()) await (await model).session.release();
      models.clear();
    },
  };
}

async function load(
  runtime: Runtime,
  graphs: GraphSet,
  spec: Spec,
  options: GraphOptions,
): Promise<LoadedModel> {
  const bytes = graphs.build(spec.id, options);
  const face = readModel(bytes);
  return {
    spec,
    face,
    binding: bindModel(face, spec, {}),
    session: await runtime.load(bytes),
    takesAbsent: true,
  };
}
