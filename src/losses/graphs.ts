/**
 * The graphs of the built-in losses: one of each loss, format and reduction.
 *
 * @module
 */
import { graphDTypes, type GraphFile, graphParams } from "../onnx/internal.ts";
import { composedModel, type GraphSet, operatorModel } from "../onnx/mod.ts";
import { builtinSpecs, type Reduction, type Spec } from "../spec/mod.ts";
import { catalogue } from "./catalogue.ts";

const composed = new Map(catalogue.map(({ id, graph }) => [id, graph]));
const operators = new Map(
  catalogue.flatMap(({ id, operator }) => operator === undefined ? [] : [[id, operator]]),
);

/** The graphs that are composed by hand: every built-in loss with its gradients. */
export const composedGraphs: GraphSet = {
  name: "onnx",
  losses: [...composed.keys()],
  capability: (spec) => ({
    gradients: Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad),
    params: graphParams(spec, found(composed, spec.id)),
  }),
  build(loss, options) {
    const graph = found(composed, loss);
    return composedModel(specFor(loss, options), graph, options);
  },
};

/** The graphs that leave the loss to ONNX's own operators. */
export const operatorGraphs: GraphSet = {
  name: "onnx_operators",
  losses: [...operators.keys()],
  capability: ({ id }) => ({ params: found(operators, id).params }),
  build(loss, options) {
    const graph = found(operators, loss);
    return operatorModel(specFor(loss, options), graph, options);
  },
};

function found<T>(graphs: ReadonlyMap<string, T>, loss: string): T {
  const graph = graphs.get(loss);
  if (graph === undefined) {
    throw new RangeError(
      `There is no graph of "${loss}" (known: ${[...graphs.keys()].join(", ")})`,
    );
  }
  return graph;
}

function specFor(loss: string, { reduction }: { readonly reduction: Reduction }): Spec {
  const spec = builtinSpecs.get(loss);
  if (spec === undefined) throw new RangeError(`There is no loss "${loss}"`);
  if (!spec.reduction.modes.includes(reduction)) {
    throw new RangeError(`"${loss}" has no reduction "${reduction}"`);
  }
  return spec;
}

/** Every model of `golden/onnx`; those of ONNX's own losses have `operator` in their names. */
export function graphFiles(): readonly GraphFile[] {
  return [...filesOf(composedGraphs, ""), ...filesOf(operatorGraphs, "operator.")];
}

function filesOf({ losses, build }: GraphSet, infix: string): GraphFile[] {
  return losses.flatMap((loss) =>
    (builtinSpecs.get(loss)?.reduction.modes ?? []).flatMap((reduction) =>
      graphDTypes.map((dtype) => ({
        name: `${loss}.${infix}${reduction}.${dtype}.onnx`,
        loss,
        dtype,
        reduction,
        build: () => build(loss, { dtype, reduction }),
      }))
    )
  );
}
