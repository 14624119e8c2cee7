/**
 * Lossproof's own ONNX graphs on onnxruntime, as an implementation among others.
 *
 * @module
 */
import { bindModel } from "../onnx/binding.ts";
import { evaluateModel, type LoadedModel } from "../onnx/evaluate.ts";
import { graphFor, graphLosses, graphParams } from "../onnx/graphs.ts";
import { type GraphDType, graphDTypes } from "../onnx/kinds.ts";
import { readModel } from "../onnx/model.ts";
import type { Runtime } from "../onnx/runtime.ts";
import { builtinSpecs } from "../spec/builtin.ts";
import type { Call, Capability, Result, Spec } from "../spec/mod.ts";
import type { Adapter } from "./implementation.ts";
import { openOnnxruntime } from "./open_onnxruntime.ts";

/**
 * The third road to each number: our graphs on onnxruntime for Node.js and Deno.
 *
 * @param specs the losses of the run
 * @returns an adapter that answers calls in f64, f32 and f16
 * @throws {CannotRun} when onnxruntime cannot be loaded: it needs `--allow-ffi`
 */
export async function openOnnxRoad(specs: ReadonlyMap<string, Spec>): Promise<Adapter> {
  return onnxAdapter(specs, await openOnnxruntime("onnx"));
}

/**
 * The graphs as an implementation: every built-in loss, all of its spec, in f64, f32 and f16.
 *
 * @param specs the losses of the run; those that are not built in have no graph
 * @param runtime what runs them
 * @returns an adapter; a model is built and loaded when it is first asked for
 */
export function onnxAdapter(specs: ReadonlyMap<string, Spec>, runtime: Runtime): Adapter {
  const built = graphLosses.flatMap((id) => {
    const spec = specs.has(id) ? builtinSpecs.get(id) : undefined;
    return spec === undefined ? [] : [[id, wholeOf(spec)] as const];
  });
  const models = new Map<string, Promise<LoadedModel>>();
  const modelFor = (call: Call, dtype: GraphDType): Promise<LoadedModel> => {
    const key = `${call.loss}.${call.reduction}.${dtype}`;
    const model = models.get(key) ?? load(runtime, call, dtype);
    models.set(key, model);
    return model;
  };
  return {
    about: {
      name: "onnx",
      version: `graphs on ${runtime.name} ${runtime.version}`,
      language: "onnx",
      dtypes: graphDTypes,
      losses: Object.fromEntries(built),
    },
    async run(calls) {
      const results: Result[] = [];
      for (const call of calls) {
        const dtype = graphDTypes.find((known) => known === call.dtype);
        const modes = builtinSpecs.get(call.loss)?.reduction.modes;
        if (dtype === undefined || !modes?.includes(call.reduction)) {
          results.push({
            unsupported: `has no graph of ${call.loss}, ${call.reduction}, ${call.dtype}`,
          });
        } else {
          results.push(await evaluateModel(await modelFor(call, dtype), call));
        }
      }
      return results;
    },
    async close() {
      for (const model of models.values()) await (await model).session.release();
      models.clear();
    },
  };
}

async function load(runtime: Runtime, call: Call, dtype: GraphDType): Promise<LoadedModel> {
  const spec = builtinSpecs.get(call.loss);
  if (spec === undefined) throw new TypeError(`Cannot load: there is no loss "${call.loss}"`);
  const bytes = graphFor(call.loss, { dtype, reduction: call.reduction });
  const face = readModel(bytes);
  return {
    spec,
    face,
    binding: bindModel(face, spec, {}),
    session: await runtime.load(bytes),
    takesAbsent: true,
  };
}

function wholeOf(spec: Spec): Capability {
  return {
    gradients: Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad),
    params: graphParams(spec),
  };
}
