import { createOracle } from "../src/judge/mod.ts";
import { enclosuresOf } from "../src/oracle/internal.ts";
import { builtinSpecs } from "../src/spec/mod.ts";
import { randomFrom } from "./rigour/random.ts";
import { allSequences } from "./sequences/all.ts";
import { answersOf } from "./sequences/answers.ts";
import { denseCalls } from "./sequences/dense.ts";
import { operations } from "./sequences/operations.ts";
const oracle = await createOracle(builtinSpecs.values());
const loss = Deno.args[0];
for (let seed = 12; seed < 12 + Number(Deno.args[1] ?? 1); seed++) {
  const random = randomFrom(seed);
  const on = operations(() => random.below(3) - 1);
  for (const call of denseCalls(builtinSpecs.get(loss)!, 32, random, undefined)) {
    for (const s of allSequences.filter((s) => s.loss === loss && s.params === undefined)) {
      const { forms, truth } = enclosuresOf(oracle.enclose(call), s.output);
      const e = forms.find(({ name }) => name === s.form)!;
      for (const { element, number } of answersOf(s, call, on)) {
        if (!(e.lo[element] <= number && number <= e.hi[element])) {
          console.log(
            s.library,
            s.output,
            s.form,
            element,
            number,
            "truth",
            truth.lo[element],
            [e.lo[element], e.hi[element]],
            "excess",
            Math.max(number - e.hi[element], e.lo[element] - number) /
              (e.hi[element] - e.lo[element]),
            Object.entries(call.inputs).map(([k, v]) =>
              `${k} ${v.data.length > element ? v.data[element] : v.data[0]}`
            ).join(" "),
            JSON.stringify(call.params),
            "up",
            call.upstream?.data[element % (call.upstream?.data.length ?? 1)],
            call.reduction,
          );
        }
      }
    }
  }
}
