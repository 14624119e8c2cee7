import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../src/judge/mod.ts";
import { enclosuresOf } from "../../src/oracle/internal.ts";
import { builtinSpecs, type Call } from "../../src/spec/mod.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { randomFrom } from "../rigour/random.ts";
import { allSequences } from "./all.ts";
import { answersOf } from "./answers.ts";
import { denseCalls } from "./dense.ts";
import { operations } from "./operations.ts";
import type { Sequence } from "./sequence.ts";

const oracle = await createOracle(builtinSpecs.values());

/** Sequences that the same calls are put to. */
function groups(): readonly (readonly Sequence[])[] {
  const found = new Map<string, Sequence[]>();
  for (const sequence of allSequences) {
    const key = JSON.stringify([sequence.loss, sequence.params]);
    found.set(key, [...found.get(key) ?? [], sequence]);
  }
  return [...found.values()];
}

function assertInside(sequence: Sequence, call: Call, on: ReturnType<typeof operations>): number {
  const { library, output, form } = sequence;
  const { forms } = enclosuresOf(oracle.enclose(call), output);
  const enclosure = forms.find(({ name }) => name === form);
  if (enclosure === undefined) throw new Error(`${call.loss} has no form "${form}" of ${output}`);
  const answers = answersOf(sequence, call, on);
  for (const { element, number } of answers) {
    const [lo, hi] = [enclosure.lo[element], enclosure.hi[element]];
    const where = `${library}, ${call.loss}, ${output}, element ${element} of ${form}`;
    assert(lo <= number && number <= hi, `${where}: ${number} is not in [${lo}, ${hi}]`);
  }
  return answers.length;
}

for (const group of groups()) {
  const [{ loss, params }] = group;
  const dialect = params === undefined ? "" : ` with ${Object.keys(params).join(" and ")}`;
  Deno.test(`${loss}${dialect}: what each library evaluates lies inside its form`, () => {
    const random = randomFrom(12);
    const on = operations(() => random.below(3) - 1);
    const asked = group.map(() => 0);
    for (const call of denseCalls(builtinSpecs.get(loss)!, 32, random, params)) {
      oracle.recycling(() =>
        group.forEach((sequence, i) => asked[i] += assertInside(sequence, call, on))
      );
    }
    group.forEach(({ library }, i) => assert(asked[i] > 100, `${library} answered ${asked[i]}`));
  });
}

/** A number that no form held, though its library evaluates the loss honestly. */
const accused: readonly {
  readonly loss: string;
  readonly library: string;
  readonly output: string;
  readonly pred: number;
  readonly target: number;
  readonly params: Call["params"];
  readonly upstream?: number;
  readonly answer: number;
}[] = [
  {
    loss: "smooth_l1_loss",
    library: "PaddlePaddle",
    output: "value",
    pred: 2.2375653,
    target: 0,
    params: { beta: 1.5 },
    answer: 1.4875653982162476,
  },
  {
    loss: "smooth_l1_loss",
    library: "PaddlePaddle",
    output: "pred",
    pred: 0.016640935093164444,
    target: 3.75,
    params: { beta: 3 },
    upstream: 0.9855948090553284,
    answer: -0.9855947494506836,
  },
  {
    loss: "binary_cross_entropy_with_logits",
    library: "MLX",
    output: "value",
    pred: 10.066164016723633,
    target: 1 - 2 ** -24,
    params: { label_smoothing: 0 },
    answer: 0.0000438690185546875,
  },
  {
    loss: "sigmoid_focal_loss",
    library: "optax",
    output: "value",
    pred: -34.34341812133789,
    target: 0.23703151941299438,
    params: { gamma: 1.5, alpha: null, clip: null },
    answer: 0.9394155144691467,
  },
  {
    loss: "sigmoid_focal_loss",
    library: "mmcv",
    output: "value",
    pred: 7.945288181304932,
    target: 0,
    params: { gamma: 1, alpha: 0.7067042589187622, clip: null },
    answer: 2.3296236991882324,
  },
];

for (const { loss, library, output, pred, target, params, upstream, answer } of accused) {
  Deno.test(`${loss}: ${library}'s ${output} at ${pred} is not accused`, () => {
    const column = (x: number) => tensor("f32", [1], [Math.fround(x)]);
    const call: Call = {
      loss,
      dtype: "f32",
      inputs: { pred: column(pred), target: column(target) },
      params,
      reduction: "none",
      gradients: true,
      ...(upstream !== undefined && { upstream: column(upstream) }),
    };
    const sequence = allSequences.find((one) =>
      one.loss === loss && one.library === library && one.output === output
    );
    if (sequence === undefined) throw new Error(`${library} has no ${output} of ${loss}`);
    assertEquals(answersOf(sequence, call, operations(() => 0))[0].number, answer);
    assert(oracle.stand(oracle.enclose(call), output, 0, answer).inside);
  });
}
