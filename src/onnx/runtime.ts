/**
 * What the suite needs of a runtime for ONNX models, whichever it is.
 *
 * @module
 */

/** A tensor as onnxruntime's JavaScript API has it. */
export interface RuntimeTensor {
  readonly type: string;
  readonly dims: readonly number[];
  /** A typed array of the type; float16 as bits or as `Float16Array`. */
  readonly data: unknown;
}

/** A model that is loaded. */
export interface RuntimeSession {
  /** Runs the model; rejects where it fails. */
  run(feeds: Readonly<Record<string, RuntimeTensor>>): Promise<
    Readonly<Record<string, RuntimeTensor>>
  >;
  /** Lets go of it. */
  release(): Promise<void>;
}

/** A runtime. */
export interface Runtime {
  /** E.g. `onnxruntime-node`. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** Loads a model; rejects where it does not accept it. */
  load(model: Uint8Array): Promise<RuntimeSession>;
}

/** The part of onnxruntime's JavaScript API that is used: that of the packages for Node.js and the web. */
export interface OnnxruntimeApi {
  readonly env: { logLevel?: string; readonly versions: { readonly common: string } };
  readonly Tensor: new (
    type: never,
    data: never,
    dims: readonly number[],
  ) => RuntimeTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<RuntimeSession>;
  };
}

/**
 * onnxruntime by one of its JavaScript packages, one thread, silent.
 *
 * @param api the package's exports
 * @param name the package's name
 */
export function onnxruntime(api: OnnxruntimeApi, name: string): Runtime {
  api.env.logLevel = "fatal";
  return {
    name,
    version: api.env.versions.common,
    async load(model) {
      const session = await api.InferenceSession.create(model, {
        graphOptimizationLevel: "all",
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        // A call that is refused is an answer; it is told there.
        logSeverityLevel: 4,
      });
      return {
        run: (feeds) =>
          session.run(Object.fromEntries(
            Object.entries(feeds).map(([key, tensor]) => [key, nativeTensor(api, tensor)]),
          )),
        release: () => session.release(),
      };
    },
  };
}

/**
 * A tensor of the package's own class. Float16 is made as bits and called so afterwards: from a
 * `Float16Array`, which the class prefers where there is one, Deno's native interface reads no element.
 */
function nativeTensor(
  { Tensor }: OnnxruntimeApi,
  { type, data, dims }: RuntimeTensor,
): RuntimeTensor {
  if (type !== "float16") return new Tensor(type as never, data as never, dims);
  return Object.assign(new Tensor("uint16" as never, data as never, dims), { type });
}
