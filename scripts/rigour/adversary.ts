/**
 * Holds the honest enclosures of every loss against the worst honest evaluations: every rounding errs to the same
 * end. Each lies inside, and the first numbers of the format beyond all forms' bounds lie outside:
 * `deno task rigour:adversary [--cases=1000000] [--seed=1]`.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../src/generate/mod.ts";
import {
  columnLayoutOf,
  compile,
  enclosuresOf,
  evaluationOf,
  honestArithmetic,
  ignoredRows,
  intervalField,
  laneCount,
  lengthAlong,
  placementOfOutput,
  type Subject,
  tapeOf,
  truthField,
} from "../../src/oracle/internal.ts";
import {
  type CallEnclosures,
  createOracle,
  type Oracle,
  type OutputEnclosures,
} from "../../src/oracle/mod.ts";
import { builtinSpecs, type Call, type Spec } from "../../src/spec/mod.ts";
import { roundTo, stepFloat } from "../../src/tensor/mod.ts";
import { numbersOf } from "./options.ts";
import { pushed } from "./pushed.ts";
import { type Random, randomFrom } from "./random.ts";
import { progress, say } from "./reporting.ts";

/** Calls of more numbers are passed over: which way an error goes is tried operation by operation. */
const NUMBERS = 24;

/** What was found of one loss. */
export interface Finding {
  readonly spec: Spec;
  cases: number;
  outside: number;
  /** Numbers just beyond the bounds of all forms that were tried, and those of them that are held for honest. */
  beyond: number;
  held: number;
  /** How much of its bound the worst evaluation of a case used, in the mean over cases. */
  used: number;
  example: string;
}

/** The elements of an output that are a form's graph's own, each with its place in the graph's evaluation. */
function elementsOf(subject: Subject, output: string) {
  const { byRecord, start, offsets } = placementOfOutput(subject, output);
  if (!byRecord && subject.layout.rows > 1) return [];
  return Array.from(
    { length: byRecord ? subject.layout.rows : 1 },
    (_, row) =>
      Array.from(offsets, (offset, lane) => ({ row, lane, element: start(row) + offset })),
  ).flat();
}

function tryCall(oracle: Oracle, finding: Finding, call: Call, random: Random): void {
  const { spec } = finding;
  const compiled = compile(spec, call);
  const layout = columnLayoutOf(spec, call);
  const arithmetic = honestArithmetic(call.dtype);
  const subject: Subject = { spec, call, compiled, layout, arithmetic };
  const ignored = ignoredRows(subject);
  const field = intervalField(arithmetic);
  const honest = evaluationOf(subject, field, ignored).around(0).evaluator;
  const exact = evaluationOf(subject, truthField, ignored).around(0).evaluator;
  const lengthOf = lengthAlong(layout);
  const enclosures = oracle.enclose(call);
  const outputs = Object.keys(compiled.gradients);
  if (call.reduction === "none" && spec.reduction.denominators.none === undefined) {
    outputs.push("value");
  }
  for (const output of outputs) {
    const forms = output === "value" ? compiled.value : compiled.gradients[output];
    const known = enclosuresOf(enclosures, output);
    for (const { row, element } of elementsOf(subject, output)) {
      if (ignored[row] === 0) judgeBeyond(finding, oracle, enclosures, output, element);
    }
    forms.forEach(({ node }, rank) => {
      const tape = tapeOf(compiled.graph, node, honest, exact, lengthOf, 2000);
      if (tape === undefined) return;
      const own = laneCount(compiled.graph.nodes[node].axes, lengthOf);
      for (const { row, lane, element } of elementsOf(subject, output)) {
        if (ignored[row] === 1) continue;
        const place = tape.outputs.length === 1 ? 0 : own === tape.outputs.length ? lane : NaN;
        if (!(place < tape.outputs.length)) continue;
        const ends = pushed(tape, place, row, call.dtype, random);
        judge(finding, call, known, { output, rank, element }, ends);
      }
    });
  }
}

/** Holds the first numbers of the format beyond an element's bounds, of all forms, against the oracle. */
function judgeBeyond(
  finding: Finding,
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  element: number,
): void {
  const { dtype } = enclosures;
  const { truth, forms, overflow } = enclosuresOf(enclosures, output);
  if (Number.isNaN(truth.lo[element]) || overflow[element] !== "none") return;
  const ends = forms.map((form) => form.at(element));
  const [least, most] = [
    Math.min(...ends.map(([lo]) => lo)),
    Math.max(...ends.map(([, hi]) => hi)),
  ];
  for (const end of [least, most]) {
    if (!Number.isFinite(end)) continue;
    const nearest = roundTo(end, dtype);
    const isBeyond = end === most ? nearest > end : nearest < end;
    const answer = isBeyond ? nearest : stepFloat(nearest, end === most ? 1 : -1, dtype);
    if (!Number.isFinite(answer)) continue;
    finding.beyond++;
    if (!oracle.stand(enclosures, output, element, answer).inside) continue;
    finding.held++;
    finding.example ||= `${output}, ${dtype}, at ${element}: ${answer} is beyond ${end}, and held`;
  }
}

/** Holds the extreme results of one element of one form against its enclosure. */
function judge(
  finding: Finding,
  call: Call,
  { truth, forms }: OutputEnclosures,
  { output, rank, element }: {
    readonly output: string;
    readonly rank: number;
    readonly element: number;
  },
  ends: readonly [number, number],
): void {
  const [lo, hi] = forms[rank].at(element);
  const isKnown = [...ends, lo, hi].every(Number.isFinite) && !Number.isNaN(truth.lo[element]);
  if (!isKnown) return;
  finding.cases++;
  const at = truth.lo[element] / 2 + truth.hi[element] / 2;
  const reach = Math.max(hi - at, at - lo);
  const off = Math.max(ends[1] - at, at - ends[0]);
  finding.used += reach > 0 ? Math.min(1, off / reach) : 1;
  const slack = 2 ** -40 * (Math.abs(at) + reach);
  if (ends[0] >= lo - slack && ends[1] <= hi + slack) return;
  finding.outside++;
  finding.example ||= [
    `${output} of "${
      forms[rank].name
    }", ${call.dtype}, at ${element}: [${ends}] is not in [${lo}, ${hi}]`,
    ...Object.entries(call.inputs).map(([name, { data }]) => `${name} ${[...data]}`),
    JSON.stringify(call.params),
    `upstream ${call.upstream?.data}, ${call.reduction}`,
  ].join("\n    ");
}

/**
 * Examines every loss.
 *
 * @param oracle knows the losses
 * @param cases how many in all, about: one is one element of one form
 * @param seed of the calls and the arrangements
 * @param tell called now and then with the number of cases done
 * @returns what was found, by loss
 */
export function examine(
  oracle: Oracle,
  cases: number,
  seed: number,
  tell: (done: number) => void = () => {},
): readonly Finding[] {
  const random = randomFrom(seed);
  const specs = [...builtinSpecs.values()];
  let done = 0;
  return specs.map((spec, i) => {
    const finding: Finding = {
      spec,
      cases: 0,
      outside: 0,
      beyond: 0,
      held: 0,
      used: 0,
      example: "",
    };
    for (let turn = 0; finding.cases < cases / specs.length; turn++) {
      const dtype = random.pick(["f32", "f16", "bf16"] as const);
      const arbitrary = callArbitrary(spec, { dtype, gradients: true });
      for (const call of fc.sample(arbitrary, { numRuns: 20, seed: seed + 1000 * turn + i })) {
        const numbers = Object.values(call.inputs).reduce((sum, { data }) => sum + data.length, 0);
        if (numbers > NUMBERS) continue;
        oracle.recycling(() => tryCall(oracle, finding, call, random));
      }
      tell(done + finding.cases);
    }
    done += finding.cases;
    return finding;
  });
}

async function main(): Promise<number> {
  const { cases, seed } = numbersOf("rigour:adversary", { cases: 1_000_000, seed: 1 });
  const oracle = await createOracle(builtinSpecs.values());
  const findings = examine(oracle, cases, seed, progress(cases));
  for (const { spec, cases, used, outside, beyond, held, example } of findings) {
    const share = (100 * used / cases).toFixed(0);
    say(`${spec.id}: ${cases} cases, ${share} % of what may be is used, ${outside} outside`);
    say(`  ${beyond} numbers just beyond, ${held} held for honest`);
    if (example !== "") say(`  ${example}`);
  }
  const sum = (of: (finding: Finding) => number) => findings.reduce((sum, f) => sum + of(f), 0);
  const outside = sum(({ outside }) => outside);
  const held = sum(({ held }) => held);
  say(`seed ${seed}: ${sum(({ cases }) => cases)} cases, ${outside} outside`);
  say(`${sum(({ beyond }) => beyond)} numbers just beyond the bounds, ${held} held for honest`);
  return outside + held === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
