import { builtinWitnesses, type Convention, type Witness } from "../losses/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call, type Capability, type Result, type Spec } from "../spec/mod.ts";
import { type FloatDType, floatDTypes, isRepresentable, tensor } from "../tensor/mod.ts";
import { callOf } from "./ask.ts";
import { fitOf } from "./fit.ts";
import { variantOf } from "./variant.ts";
import { witnessesOf } from "./witnesses.ts";

/** All of a loss, dialect parameters included. */
function wholeOf({ inputs, params }: Spec): Capability {
  const gradients = Object.keys(inputs).filter((name) => inputs[name].grad);
  return { gradients, params: Object.keys(params) };
}

function firstCall(witness: Witness, spec: Spec, dtype: FloatDType): Call {
  const asked = { spec, capability: wholeOf(spec), dtype };
  const call = witness.calls.map((ask) => callOf(ask, witness.reads, asked))
    .find((call) => typeof call !== "string");
  assert(call !== undefined, `${spec.id}: ${witness.id} cannot be asked`);
  return call as Call;
}

/** What an implementation answers that follows a convention to the last bit. */
async function answerOf(
  { answers }: Convention,
  spec: Spec,
  call: Call,
  reads: string,
): Promise<Result> {
  if (answers.kind === "refuses") return { rejected: "no" };
  const { dtype } = call;
  if (answers.kind === "gives") {
    const one = tensor(dtype, [], [answers.value]);
    return { value: one, gradients: { [reads]: one } };
  }
  const changes = answers.change === undefined ? [] : [answers.change];
  const variant = variantOf(spec, call, changes, answers.reading);
  const oracle = await createOracle([variant.spec]);
  const enclosures = oracle.enclose(variant.call);
  const { truth } = reads === "value" ? enclosures.value : enclosures.gradients[reads];
  const numbers = Array.from(
    truth.lo,
    (lo, i) => oracle.rounded(enclosures, reads, i) ?? (lo + truth.hi[i]) / 2,
  );
  const value = tensor(dtype, [numbers.length], numbers);
  return { value, gradients: { [reads]: value } };
}

async function fitting(
  { conventions, reads, ...witness }: Witness,
  spec: Spec,
  convention: Convention,
): Promise<string[]> {
  const call = firstCall({ conventions, reads, ...witness }, spec, "f64");
  const result = await answerOf(convention, spec, call, reads);
  const ids: string[] = [];
  for (const { id, answers } of conventions) {
    const { fits } = await fitOf({ spec, call, result, reads, changes: [] }, answers);
    if (fits) ids.push(id);
  }
  return ids;
}

for (const spec of builtinSpecs.values()) {
  Deno.test(`witnessesOf() tells every two conventions of ${spec.id} apart`, async () => {
    const witnesses = witnessesOf(spec, wholeOf(spec), builtinWitnesses(spec.id));
    for (const witness of witnesses) {
      if (witness.narrows !== undefined) continue;
      // What a witness leaves open another one decides, by its answer to the same convention.
      const others = witnesses.filter(({ id, narrows, within }) =>
        narrows === witness.id || within === witness.id || id === witness.within
      );
      const more = [
        ...others,
        ...others.flatMap((other) => witnesses.filter(({ narrows }) => narrows === other.id)),
      ];
      for (const convention of witness.conventions) {
        const { id } = convention;
        let ids = await fitting(witness, spec, convention);
        for (const other of more) {
          const same = other.conventions.find((one) => one.id === id);
          if (ids.length < 2 || same === undefined) continue;
          const there = await fitting(other, spec, same);
          ids = ids.filter((one) => there.includes(one));
        }
        assertEquals(ids, [id], `${witness.id}: ${id}`);
      }
    }
  });
}

Deno.test("witnessesOf() uses only numbers that every format has, but for one slope", () => {
  for (const spec of builtinSpecs.values()) {
    for (const { calls, id } of witnessesOf(spec, wholeOf(spec), builtinWitnesses(spec.id))) {
      for (const { inputs } of calls) {
        for (const [name, { data }] of Object.entries(inputs)) {
          if (spec.inputs[name].kind === "label" || id === "slope") continue;
          for (const dtype of floatDTypes) {
            assert(
              data.every((x) => isRepresentable(x, dtype)),
              `${spec.id} ${id} ${name} ${dtype}`,
            );
          }
        }
      }
    }
  }
});

Deno.test("witnessesOf() has ids of its own and small calls", () => {
  for (const spec of builtinSpecs.values()) {
    const witnesses = witnessesOf(spec, wholeOf(spec), builtinWitnesses(spec.id));
    assertEquals(new Set(witnesses.map(({ id }) => id)).size, witnesses.length, spec.id);
    for (const { id, conventions, calls } of witnesses) {
      const ids = conventions.map((one) => one.id);
      assertEquals(new Set(ids).size, ids.length, `${spec.id} ${id}`);
      for (const { inputs } of calls) {
        for (const { data } of Object.values(inputs)) assert(data.length <= 24, `${spec.id} ${id}`);
      }
    }
  }
});
