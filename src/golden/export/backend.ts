/**
 * Golden cases in the layout of ONNX's own backend tests, so that the runner of any ONNX backend can use
 * them: `lossproof/test_…/model.onnx`, `test_data_set_N/input_M.pb` and `output_M.pb`.
 *
 * @module
 */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  bindModel,
  type Feedable,
  feedsOf,
  type GraphFile,
  type ModelFace,
  type ModelPort,
  readModel,
  type RuntimeTensor,
  shapeForRank,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  toRuntime,
} from "../../onnx/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { type Files, toBytes } from "../files.ts";
import { type Evaluation, type Fixture, isRejection, type Numbers } from "../fixture.ts";
import { hullOf, outputsOf } from "../judge.ts";

/** The folder of the tests: what ONNX's loader calls their kind. */
export const testKind = "lossproof";

/** What ONNX's runner lets pass where a test says nothing else. */
const usual = { rtol: 1e-3, atol: 1e-7 };

/**
 * Writes the tests: one for each graph, its cases as data sets.
 *
 * The runner compares with a tolerance. So only those cases are there in which every honest answer is
 * within the usual one, and each test's `data.json` narrows it to what honest answers need.
 *
 * @param specs every spec by its id
 * @param graphs the models, one of each loss, format and reduction
 * @param fixtures the cases by file
 * @returns the files by path
 */
export function backendTests(
  specs: ReadonlyMap<string, Spec>,
  graphs: readonly GraphFile[],
  fixtures: ReadonlyMap<string, Fixture>,
): Files {
  const files = new Map<string, Uint8Array>();
  for (const { loss, dtype, reduction, name, build } of graphs) {
    const spec = specs.get(loss);
    const fixture = fixtures.get(`${loss}.json`);
    // Of ONNX's own operators there are further graphs, which take less.
    if (spec === undefined || fixture === undefined || name.includes(".operator.")) continue;
    const bytes = build();
    const face = readModel(bytes);
    const model: Feedable = { spec, binding: bindModel(face, spec, {}), takesAbsent: true };
    const cases = fixture.cases.filter((golden): golden is Evaluation =>
      !isRejection(golden) && golden.call.dtype === dtype && golden.call.reduction === reduction &&
      isTakable(model, golden) && slackOf(golden) <= 1
    );
    if (cases.length === 0) continue;
    const folder = `${testKind}/test_${name.replace(/\.onnx$/, "").replaceAll(".", "_")}`;
    files.set(`${folder}/model.onnx`, bytes);
    files.set(`${folder}/data.json`, toBytes(`${JSON.stringify(toleranceOf(cases))}\n`));
    cases.forEach((golden, i) => {
      for (const [file, data] of dataSet(model, face, golden)) {
        files.set(`${folder}/test_data_set_${i}/${file}`, data);
      }
    });
  }
  return files;
}

/** Whether the graph takes the case's parameters, and has all gradients to compare. */
function isTakable({ spec, binding }: Feedable, { call, gradients }: Evaluation): boolean {
  const takes = Object.keys(spec.params).every((name) =>
    binding.inputs.has(name) || Object.is(call.params[name], spec.params[name].default)
  );
  return takes && [...binding.gradients.keys()].every((name) => name in gradients);
}

/** How far honest answers are from the rounded one, over the usual tolerance; ∞ where none is known. */
function slackOf(golden: Evaluation): number {
  return Math.max(
    ...marginsOf(golden).map(({ gap, size }) => gap / (usual.atol + usual.rtol * size)),
  );
}

/** Elements: the farthest honest answer, and the magnitude of the rounded one. */
function marginsOf(golden: Evaluation): readonly { readonly gap: number; readonly size: number }[] {
  return outputsOf(golden).flatMap(([, numbers]) =>
    numbers.expected.map((x, i) => {
      const isKnown = x !== null && Number.isFinite(x) &&
        (numbers.nonfinite?.[i] ?? "none") === "none";
      if (!isKnown) return { gap: Infinity, size: 0 };
      const [lo, hi] = hullOf(numbers, i);
      return { gap: Math.max(hi - x, x - lo), size: Math.abs(x) };
    })
  );
}

/** The least relative tolerance that lets every honest answer pass, beside the usual absolute one. */
function toleranceOf(cases: readonly Evaluation[]): typeof usual {
  const needed = cases.flatMap(marginsOf).map(({ gap, size }) =>
    gap <= usual.atol ? 0 : (gap - usual.atol) / size
  );
  // Two digits, rounded up.
  const rtol = Number((Math.max(...needed) * 1.05).toPrecision(2));
  return { rtol: Math.max(rtol, Number.EPSILON), atol: usual.atol };
}

function* dataSet(
  model: Feedable,
  { inputs, outputs }: ModelFace,
  golden: Evaluation,
): Generator<readonly [string, Uint8Array]> {
  const { binding, spec } = model;
  const feeds = feedsOf(model, golden.call);
  for (const [i, { name }] of inputs.entries()) {
    yield [`input_${i}.pb`, tensorProto(name, feeds[name])];
  }
  for (const [i, port] of outputs.entries()) {
    const by = [...binding.gradients].find(([, { name }]) => name === port.name)?.[0];
    const numbers = by === undefined ? golden.value : golden.gradients[by];
    const axes = by === undefined
      ? golden.call.reduction === "none" ? spec.output : []
      : spec.inputs[by].shape;
    yield [`output_${i}.pb`, tensorProto(port.name, expectedTensor(port, numbers, axes, golden))];
  }
}

/** The expected numbers in the shape that the graph gives them. */
function expectedTensor(
  port: ModelPort,
  { shape, expected }: Numbers,
  axes: readonly string[],
  { name, call: { dtype } }: Evaluation,
): RuntimeTensor {
  const dims = shapeForRank(axes, shape, port.dims?.length ?? shape.length);
  if (dims === undefined) throw new TypeError(`${name}: "${port.name}" has another rank`);
  return toRuntime(tensor(dtype, shape, expected as readonly number[]), port.type ?? "", dims);
}

const dataTypes: Readonly<Record<string, DataType>> = {
  float64: DataType.DOUBLE,
  float32: DataType.FLOAT,
  float16: DataType.FLOAT16,
  int64: DataType.INT64,
  int32: DataType.INT32,
};

function tensorProto(name: string, { type, dims, data }: RuntimeTensor): Uint8Array {
  const { buffer, byteOffset, byteLength } = data as Float64Array<ArrayBuffer>;
  return toBinary(
    TensorProtoSchema,
    create(TensorProtoSchema, {
      name,
      dataType: dataTypes[type],
      dims: dims.map(BigInt),
      rawData: new Uint8Array(buffer, byteOffset, byteLength),
    }),
  );
}
