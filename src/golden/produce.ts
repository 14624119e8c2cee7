/**
 * Making the golden folder: every file of it, in memory.
 *
 * @module
 */
import type { Idea } from "../losses/internal.ts";
import { createOracle } from "../oracle/mod.ts";
import { type Spec, specDigest } from "../spec/mod.ts";
import { version } from "../version.ts";
import { makeCanary } from "./canary.ts";
import { type Files, toBytes } from "./files.ts";
import type { Fixture } from "./fixture.ts";
import { layOut } from "./layout.ts";
import { manifestName, type Origin, writeManifest } from "./manifest.ts";
import { goldenSeed } from "./pairs.ts";
import { goldenJsonSchema } from "./schema.ts";
import { makeSuite } from "./suite.ts";
import { writeFixture } from "./write_fixture.ts";

/** What is made, and how it can be stopped. */
export interface ProduceOptions {
  /** The losses, in any order. */
  readonly specs: ReadonlyMap<string, Spec>;
  /** The cases that people thought of, by loss. */
  readonly ideas: (loss: string) => readonly Idea[];
  /** The ONNX graphs by path, e.g. `onnx/l1_loss.onnx`. */
  readonly graphs: Files;
  /** When it is aborted, the work ends with its reason. */
  readonly signal?: AbortSignal;
  /** Told what is next. */
  readonly onLoss?: (loss: string, done: number) => void;
}

/** The whole folder, and the cases that its files say. */
export interface Produced {
  readonly files: Files;
  /** By file. */
  readonly fixtures: ReadonlyMap<string, Fixture>;
}

/** The file of the cases that are wrong on purpose. */
export const canaryName = "canary.json";

/**
 * Makes all files. Equal specs give equal bytes, whatever their order, the machine, locale or time.
 *
 * @param options the losses and graphs
 */
export async function produce(options: ProduceOptions): Promise<Produced> {
  const { specs, ideas, graphs, signal, onLoss } = options;
  const fixtures = new Map<string, Fixture>();
  const origins = new Map<string, Origin>();
  const losses = [...specs.keys()].toSorted((a, b) => a < b ? -1 : 1);
  const oracle = await createOracle(specs.values());
  for (const [done, loss] of losses.entries()) {
    onLoss?.(loss, done);
    // Signals are heard only between turns.
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    const spec = specs.get(loss)!;
    const { fixture, bits, undecided } = makeSuite(oracle, spec, ideas(loss));
    fixtures.set(`${loss}.json`, fixture);
    const cases = fixture.cases.length;
    origins.set(`${loss}.json`, { cases, spec: specDigest(spec), bits, undecided });
  }
  const canary = makeCanary(fixtures.values());
  fixtures.set(canaryName, canary);
  origins.set(canaryName, { cases: canary.cases.length });
  const files = new Map<string, Uint8Array>(graphs);
  for (const [file, fixture] of fixtures) files.set(file, toBytes(writeFixture(fixture)));
  files.set("schema.json", toBytes(layOut(goldenJsonSchema())));
  const head = { generator: `lossproof ${version}`, seed: goldenSeed };
  files.set(manifestName, toBytes(writeManifest(files, origins, head)));
  return { files, fixtures };
}
