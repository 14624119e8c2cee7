import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Call, Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { ProgramFault, type ProgramFaultKind } from "./program_fault.ts";
import { type Line, recovering, type RecoveryOptions } from "./recovery.ts";

const callOf = (x: number, dtype: Call["dtype"] = "f32"): Call => ({
  loss: "l1_loss",
  dtype,
  inputs: { pred: tensor(dtype, [1], [x]) },
  params: {},
  reduction: "sum",
  gradients: false,
});
const numberOf = ({ inputs }: Call) => inputs.pred.data[0];
const echo = (call: Call): Result => ({ value: call.inputs.pred });

/** Of one fault without a wait. */
const { cost } = new ProgramFault("broken", "", "");

const options: RecoveryOptions = {
  messageCalls: 4,
  messageElements: 100,
  inFlight: 2,
  quarantine: 1e9,
  settleMilliseconds: 0,
};

/**
 * A program that does what `faultOf` says when it is asked a message, or once it has answered it; counts
 * its lives.
 */
function fakeProgram(
  faultOf: (calls: readonly Call[], life: number) => ProgramFaultKind | undefined,
  startOf: (life: number) => Error | undefined = () => undefined,
  answersFirst = false,
) {
  let lives = 0;
  const sizes: number[] = [];
  const live = (): Line => {
    const life = ++lives;
    let fault: ProgramFault | undefined;
    return {
      async ask(calls) {
        await Promise.resolve();
        if (fault !== undefined) throw fault;
        sizes.push(calls.length);
        const kind = faultOf(calls, life);
        if (kind !== undefined) fault = new ProgramFault(kind, `is ${kind}`, "");
        if (fault !== undefined && !answersFirst) throw fault;
        return calls.map(echo);
      },
      fault: () => fault,
      close: () => Promise.resolve(),
    };
  };
  const connect = () => {
    const failure = startOf(lives + 1);
    if (failure !== undefined) lives++;
    return failure === undefined ? Promise.resolve(live()) : Promise.reject(failure);
  };
  return { first: live(), connect, sizes, lives: () => lives };
}

Deno.test("recovering() blames exactly the calls that are guilty, in batches of any shape", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom<ProgramFaultKind>("broken", "late", "stray"),
      fc.boolean(),
      async (guilty, messageCalls, inFlight, kind, answersFirst) => {
        const { first, connect } = fakeProgram(
          (calls) => calls.some((call) => guilty[numberOf(call)]) ? kind : undefined,
          undefined,
          answersFirst,
        );
        const adapter = recovering(first, connect, { ...options, messageCalls, inFlight });
        const calls = guilty.map((_, i) => callOf(i));
        const expected = calls.map((call, i) =>
          guilty[i] ? { error: `is ${kind}`, cost } : echo(call)
        );
        assertEquals(await adapter.run(calls), expected);
        for (const [i, call] of calls.slice(0, 5).entries()) {
          assertEquals(await adapter.run([call]), [expected[i]], "one by one");
        }
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("recovering() finds one guilty call among 64 within a few lives", async () => {
  const { first, connect, lives } = fakeProgram((calls) =>
    calls.some((call) => numberOf(call) === 37) ? "broken" : undefined
  );
  const adapter = recovering(first, connect, { ...options, messageCalls: 64 });
  await adapter.run(Array.from({ length: 64 }, (_, i) => callOf(i)));
  // Seven messages of 64, 32, … 1 calls each took a life.
  assertEquals(lives(), 8);
});

Deno.test("recovering() reports a fault that does not come again, on the first call it may be", async () => {
  const calls = Array.from({ length: 6 }, (_, i) => callOf(i));
  for (const messageCalls of [3, 9]) {
    const { first, connect } = fakeProgram((_, life) => life === 1 ? "broken" : undefined);
    const adapter = recovering(first, connect, { ...options, messageCalls });
    const among = Math.min(messageCalls, 6);
    const why = `is broken (once among ${among} calls: asked again, it answered)`;
    assertEquals(await adapter.run(calls), [{ error: why, cost }, ...calls.slice(1).map(echo)]);
  }
});

Deno.test("recovering() asks less at once when a batch takes too long, and blames nobody", async () => {
  const { first, connect, sizes } = fakeProgram((calls) => calls.length > 2 ? "late" : undefined);
  const adapter = recovering(first, connect, { ...options, inFlight: 1 });
  const calls = Array.from({ length: 8 }, (_, i) => callOf(i));
  assertEquals(await adapter.run(calls), calls.map(echo));
  sizes.length = 0;
  assertEquals(await adapter.run(calls), calls.map(echo));
  assertEquals(sizes, [2, 1, 2, 1, 2, 1, 2, 1]);
});

Deno.test("recovering() tells of a fault between two batches on the next call", async () => {
  const state: { fault?: ProgramFault } = {};
  const { connect } = fakeProgram(() => undefined);
  const first: Line = { ...await connect(), fault: () => state.fault };
  const adapter = recovering(first, connect, options);
  assertEquals(await adapter.run([callOf(1)]), [echo(callOf(1))]);
  state.fault = new ProgramFault("stray", "wrote nonsense", "");
  assertEquals(await adapter.run([callOf(1), callOf(2)]), [
    { error: "wrote nonsense (before this call was asked)", cost },
    echo(callOf(2)),
  ]);
  assertEquals(await adapter.run([callOf(1)]), [echo(callOf(1))]);
});

Deno.test("recovering() gives up on a loss and dtype whose faults cost too much, until it forgives", async () => {
  const { first, connect, sizes } = fakeProgram(([call]) =>
    numberOf(call) === 13 ? "broken" : undefined
  );
  const adapter = recovering(first, connect, { ...options, quarantine: 1500 });
  const answers: Result[] = [];
  for (const x of [13, 13, 1]) answers.push(...await adapter.run([callOf(x)]));
  assertEquals(answers, [
    { error: "is broken", cost },
    { error: "is broken", cost },
    {
      error: "quarantined after 2 faults of l1_loss f32, the last: is broken",
      asked: false,
    },
  ]);
  assertEquals(sizes.length, 2);
  assertEquals(await adapter.run([callOf(1), callOf(1, "f64")]), [
    answers[2],
    echo(callOf(1, "f64")),
  ]);
  adapter.forgive();
  assertEquals(await adapter.run([callOf(1)]), [echo(callOf(1))]);
});

Deno.test("recovering() gives up on a program that starts no more", async () => {
  const { first, connect, lives } = fakeProgram(
    (calls) => calls.some((call) => numberOf(call) === 13) ? "broken" : undefined,
    () => new Error("it is gone"),
  );
  const adapter = recovering(first, connect, options);
  const why = "could not be started again: it is gone";
  assertEquals(await adapter.run([callOf(13)]), [{ error: "is broken", cost }]);
  for (let i = 0; i < 3; i++) {
    assertEquals(await adapter.run([callOf(1), callOf(2)]), [
      { error: why, asked: false },
      { error: why, asked: false },
    ]);
  }
  const before = lives();
  const closed = { error: `quarantined after 3 starts, it ${why}`, asked: false };
  assertEquals(await adapter.run([callOf(1)]), [closed]);
  assertEquals(lives(), before);
});

Deno.test("recovering() has at most so many messages under way", async () => {
  let underWay = 0;
  let most = 0;
  const line: Line = {
    async ask(calls) {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 0));
      underWay--;
      return calls.map(echo);
    },
    fault: () => undefined,
    close: () => Promise.resolve(),
  };
  const adapter = recovering(line, () => Promise.resolve(line), { ...options, inFlight: 3 });
  const calls = Array.from({ length: 40 }, (_, i) => callOf(i));
  assertEquals(await adapter.run(calls), calls.map(echo));
  assertEquals(most, 3);
  assert(await Promise.all([adapter.run(calls), adapter.run(calls)]));
  assertEquals(most, 3, "two batches are not mixed");
});
