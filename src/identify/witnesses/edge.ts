/**
 * What holds for any loss: the gradient from above, NaN, and calls without elements.
 *
 * @module
 */
import type { Capability, Spec } from "../../spec/mod.ts";
import { type AxisLengths, classAxis, shapeOf } from "../../spec/internal.ts";
import { sizeOf } from "../../tensor/internal.ts";
import type { Ask, Witness } from "../../losses/mod.ts";
import {
  computes,
  filledWith,
  gives,
  hasClasses,
  lengthsOf,
  plainInputs,
  reads,
  refusal,
  refuses,
} from "../../losses/internal.ts";

/** The lengths of one term: of three classes, unless each class is a term of its own. */
function oneTerm({ output }: Spec): AxisLengths {
  return { "*": [1], N: [1], C: [output.includes(classAxis) ? 1 : 3] };
}

/** Whether the gradient from above is handed down. */
function upstreamWitness(spec: Spec, gradient: string): Witness {
  const inputs = plainInputs(spec, oneTerm(spec));
  return {
    id: "upstream",
    asks: "gradient from above",
    calls: [{ inputs, upstream: 2 }],
    reads: gradient,
    stance: "computes",
    conventions: [
      computes("honoured", "handed down"),
      reads("ignored", "ignored", { upstream: null }),
      reads("squared", "applied twice", { upstream: 4 }),
    ],
  };
}

/** What becomes of a NaN among the predictions. */
function nanWitness(spec: Spec, input: string): Witness {
  const axes = oneTerm(spec);
  const inputs = plainInputs(spec, axes);
  const { shape } = inputs[input];
  // Of a record that has several terms each is to be NaN.
  const terms = sizeOf(shapeOf(spec.output, lengthsOf(spec, axes)));
  return {
    id: "nan",
    asks: `NaN in ${input}`,
    calls: [{
      inputs: {
        ...inputs,
        [input]: { shape, data: filledWith(shape, 0).data.map((x, i) => i < terms ? NaN : x) },
      },
    }],
    reads: "value",
    stance: "open",
    conventions: [
      gives("propagated", "NaN", NaN),
      gives("zero", "0: swallowed", 0),
      refuses(),
    ],
  };
}

/** What a mean, or a sum, over nothing is; nothing of a loss that has neither. */
function emptyWitness(spec: Spec): Witness[] {
  const axes = { "*": [0], N: [0], C: [3] };
  const asks = (["mean", "sum"] as const).filter((mode) => spec.reduction.modes.includes(mode));
  if (asks.length === 0) return [];
  const inputs = hasClasses(spec)
    ? { ...plainInputs(spec, axes), label: { shape: [0], data: [] } }
    : plainInputs(spec, axes);
  return [{
    id: "empty",
    asks: `${asks[0]} over nothing`,
    calls: asks.map((reduction): Ask => ({ inputs, reduction })),
    reads: "value",
    stance: refusal(spec, "empty"),
    conventions: [
      refuses("mmDetection 0.x, burn"),
      gives("nan", "NaN", NaN, "PyTorch, TensorFlow.js"),
      gives("zero", "0", 0, "fvcore, torchvision's box losses"),
    ],
  }];
}

/**
 * The witnesses that any loss has.
 *
 * @param spec the loss
 * @param capability what the implementation has of it
 */
export function edgeWitnesses(spec: Spec, capability: Capability): Witness[] {
  const [gradient] = capability.gradients ?? [];
  const [pred] = Object.keys(spec.inputs).filter((name) => spec.inputs[name].kind === "float");
  return [
    ...(gradient === undefined ? [] : [upstreamWitness(spec, gradient)]),
    ...(pred === undefined ? [] : [nanWitness(spec, pred)]),
    ...emptyWitness(spec),
  ];
}
