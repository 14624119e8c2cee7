/**
 * A random spec before the suite: it must be taken, and honest implementations of it must not be accused.
 *
 * @module
 */
import { moduleAdapter } from "../../src/adapters/mod.ts";
import { inputText } from "../../src/cli/losses/input_text.ts";
import { formulaReader } from "../../src/cli/losses/formula_reader.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { makePlan, run } from "../../src/runner/mod.ts";
import { builtinSpecs, type Call, type Result, type Spec } from "../../src/spec/mod.ts";
import { parseSpec, resolveSpecs } from "../../src/spec_files/mod.ts";
import { type FloatDType, floatDTypes } from "../../src/tensor/mod.ts";
import { version } from "../../src/version.ts";
import { runCommand } from "../../src/cli/run_command.ts";
import { honestIn } from "../zoo/implementation.ts";
import { plainly } from "./plain_implementation.ts";

/** What a spec was put through. */
export interface Examined {
  /** Why the spec is none, where it is none for a reason of its own. */
  readonly refused?: string;
  /** What is our bug. */
  readonly bug?: string;
  /** Cases that implementations were judged on. */
  readonly cases: number;
}

/** Refusals that a random spec may meet: the formula itself is to blame. */
const ownFaults = [/has no finite value on any of the/, /come to more than \d+ operations/];

/**
 * Validates a spec, and runs the checks on two honest implementations of it, each in a format by the seed.
 *
 * @param text the spec file
 * @param runs cases of each check
 * @param seed of the run
 */
export async function examineSpec(text: string, runs: number, seed: number): Promise<Examined> {
  const file = "random.json";
  const { code, err } = await runCommand(["spec", "validate", file], { [file]: text });
  if (code === 2 && ownFaults.some((fault) => fault.test(err))) return { refused: err, cases: 0 };
  if (code !== 0) return { bug: `spec validate: exit ${code}: ${err}`, cases: 0 };
  const loaded = [{ file, spec: parseSpec(text, file) }];
  const own = resolveSpecs(loaded, { known: builtinSpecs, reader: formulaReader });
  const [spec] = own.values();
  const dtype = (i: number) => floatDTypes[(seed + i) % floatDTypes.length];
  const implementations: readonly Honest[] = [
    { name: "graph", dtype: dtype(0), compute: honestIn(spec, {}), gradients: true },
    { name: "plain", dtype: dtype(1), compute: plainly(spec), gradients: false },
  ];
  let cases = 0;
  for (const implementation of implementations) {
    const judged = await judgedBy(spec, implementation, runs, seed);
    cases += judged.cases;
    if (judged.bug !== undefined) return { bug: `${implementation.name}: ${judged.bug}`, cases };
  }
  return { cases };
}

/** The spec is made smaller, not the input. */
const shrinkAttempts = 60;

interface Honest {
  readonly name: string;
  readonly dtype: FloatDType;
  readonly compute: (call: Call) => Result;
  readonly gradients: boolean;
}

async function judgedBy(spec: Spec, honest: Honest, runs: number, seed: number): Promise<Examined> {
  const specs = new Map([[spec.id, spec]]);
  const adapter = moduleAdapter({
    name: honest.name,
    dtypes: [honest.dtype],
    refuses: [], // what it throws is a crash
    losses: {
      [spec.id]: {
        gradients: honest.gradients
          ? Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad)
          : [],
        params: Object.keys(spec.params),
        compute(call: Call) {
          const result = honest.compute(call);
          if ("error" in result) throw new Error(result.error);
          return result;
        },
      },
    },
  }, specs);
  const oracle = await createOracle([spec]);
  const plan = makePlan({ specs, oracle, about: adapter.about, runs, seed, version });
  // Checks of few and large calls take as long as all others.
  const checks = plan.checks.filter(({ share = 1 }) => share > 0.1);
  let cases = 0;
  for await (const event of run({ ...plan, checks }, adapter, { shrinkAttempts })) {
    if (event.type !== "judged") continue;
    cases += event.cases;
    if (event.status === "fail") {
      const { check, dtype, why, counterexample } = event;
      const calls = counterexample?.trial.calls.map(inputText) ?? [];
      return { bug: [`${check} ${dtype}: ${why}`, ...calls].join("\n  "), cases };
    }
  }
  return { cases };
}
