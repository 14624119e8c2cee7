/**
 * Programs that die, hang, lie. Needs to start them: `deno task test:process`; elsewhere ignored.
 */
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { CannotRun } from "./cannot_run.ts";
import type { Adapter } from "./implementation.ts";
import { openProcess, type ProcessOptions } from "./process.ts";

const may = (command: string) =>
  Deno.permissions.querySync({ name: "run", command }).state === "granted";
const ignore = !may("python3") || !may("kill");
const program = new URL("./testdata/program.py", import.meta.url).pathname;

function test(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  Deno.test({ name, ignore, fn });
}

function callOf(target: number, size = 1): Call {
  const values = Array.from({ length: size }, (_, i) => i === 0 ? target : i);
  return {
    loss: "l1_loss",
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [size], values.map((x) => x + 1)),
      target: tensor("f32", [size], values),
    },
    params: {},
    reduction: "sum",
    gradients: true,
  };
}

/** Thirteen, among others. */
const batch = [1, 13, 2].map((x) => callOf(x));
const right: Result = {
  value: tensor("f32", [], [1]),
  gradients: { pred: tensor("f32", [1], [1]) },
};

async function withProgram(
  how: string,
  body: (adapter: Adapter) => Promise<void>,
  options: ProcessOptions = {},
): Promise<void> {
  const command = ["python3", "-S", program, how];
  const adapter = await openProcess(command, builtinSpecs, { timeout: 5000, ...options });
  try {
    await body(adapter);
  } finally {
    await adapter.close();
  }
}

function errorOf(result: Result): string {
  return "error" in result ? result.error : `no error, but ${JSON.stringify(result)}`;
}

/** Asks the batch; only the thirteenth may be wrong, and is asked again with the same result. */
async function errorAmong(adapter: Adapter, calls: readonly Call[] = batch): Promise<string> {
  const results = await adapter.run(calls);
  assertEquals(results.length, calls.length);
  const guilty = calls.findIndex(({ inputs }) => inputs.target.data[0] === 13);
  assertEquals(results.toSpliced(guilty, 1), Array(calls.length - 1).fill(right));
  return errorOf(results[guilty]);
}

test("openProcess() runs batches of any size in a program in any language", async () => {
  await withProgram("", async (adapter) => {
    assertEquals(adapter.about.name, "program");
    for (const size of [0, 1, 12, 300]) {
      const results = await adapter.run(Array(size).fill(callOf(2)));
      assertEquals(results, Array(size).fill(right));
    }
    assertEquals(await Promise.all([adapter.run(batch), adapter.run([])]), [
      Array(3).fill(right),
      [],
    ]);
  });
});

test("openProcess() speaks with programs of both versions of the protocol", async (t) => {
  for (const how of ["", "start:version_1", "start:version_2"]) {
    await t.step(how || "a program that says none", () =>
      withProgram(how, async (adapter) => {
        assertEquals(await adapter.run(batch), Array(3).fill(right));
        const { reproducible, refuses } = adapter.about.losses.l1_loss;
        const isNew = how === "start:version_2";
        assertEquals([reproducible, refuses?.length], isNew ? [false, 2] : [undefined, undefined]);
      }));
  }
});

test("openProcess() hands over and takes back large tensors without a deadlock", async () => {
  await withProgram("", async (adapter) => {
    const calls = Array(6).fill(callOf(2, 100_000));
    const results = await adapter.run(calls);
    const sizes = results.map((result) => "value" in result && result.gradients?.pred.data.length);
    assertEquals(sizes, Array(6).fill(100_000));
  }, { messageElements: 1000 });
});

const tracedTo13: readonly [how: string, error: string][] = [
  ["die", "died with exit code 7; its standard error ends: Traceback: index 13 is out of range"],
  ["segfault", "died with signal SIGSEGV"],
  ["junk", 'standard output that is no answer: "WARNING: 13 is an unlucky number"'],
  ["utf8", "wrote a line that is no UTF-8"],
  ["close", "closed its standard output"],
  ["wrong_id", "answered a message that was not asked: id 10"],
  ["text_id", 'answered a message that was not asked: id "'],
  ["fewer", "answered 0 results to 1 call"],
  ["no_results", "answered no results: results is missing"],
  ["array", "that is no answer: "],
  ["shape", "value has shape [2], expected []"],
  ["dtype", "value has dtype f64, expected f32"],
  ["base64", 'value is no base64: "#'],
  ["bytes", "value is no base64"],
  ["missing_gradient", 'answered no gradient by "pred"'],
  ["undeclared_gradient", 'answered a gradient by "target" that it does not declare'],
  ["gradient_shape", 'gradient by "pred" has shape [], expected [2]'],
  ["null", "answered no value, rejected, unsupported or error, but null"],
  ["two_outcomes", 'answered no result: it has an unknown key "rejected"'],
  ["error", "ZeroDivisionError: division by zero"],
];

test("openProcess() traces a fault to the call that did it, and goes on", async (t) => {
  for (const [how, error] of tracedTo13) {
    await t.step(how, async () => {
      await withProgram(how, async (adapter) => {
        const calls = how === "gradient_shape" ? [callOf(13, 2)] : batch;
        assertStringIncludes(await errorAmong(adapter, calls), error);
        assertEquals(await adapter.run([callOf(1)]), [right]);
      });
    });
  }
});

test("openProcess() traces what comes after an answer to the call before it", async (t) => {
  const late: readonly [how: string, error: string][] = [
    ["twice", "answered twice: id "],
    ["twice_later", "answered twice: id "],
    ["junk_later", 'standard output that is no answer: "13 is done"'],
    ["die_later", "died with exit code 8; its standard error ends: 13 was too much"],
  ];
  for (const [how, error] of late) {
    await t.step(how, async () => {
      await withProgram(how, async (adapter) => {
        assertStringIncludes(await errorAmong(adapter), error);
        assertStringIncludes(await errorAmong(adapter), error);
        assertStringIncludes(await errorAmong(adapter, [callOf(13)]), error);
      });
    });
  }
});

test("openProcess() takes a program for hanging when its time is over, and ends it", async (t) => {
  for (const how of ["hang", "stubborn"]) {
    await t.step(how, async () => {
      await withProgram(how, async (adapter) => {
        assertEquals(await errorAmong(adapter), "did not answer within 0.4 s (TIMEOUT)");
        assertEquals(await errorAmong(adapter), "did not answer within 0.4 s (TIMEOUT)");
      }, { timeout: 400 });
    });
  }
});

test("openProcess() reads a line over the limit only up to the limit", async () => {
  await withProgram("huge", async (adapter) => {
    const error = await errorAmong(adapter);
    assertMatch(error ?? "", /^wrote a line of more than \d+ bytes$/);
  });
});

test("openProcess() drinks megabytes of complaints, and takes bytes one by one", async (t) => {
  for (const how of ["always:loud", "always:bytewise"]) {
    await t.step(how, () =>
      withProgram(how, async (adapter) => {
        assertEquals(await adapter.run(batch), Array(3).fill(right));
      }));
  }
});

test("openProcess() traces a fault in a batch of many messages", async () => {
  const calls = Array.from({ length: 50 }, (_, i) => callOf(i));
  for (const inFlight of [1, 4]) {
    await withProgram("die", async (adapter) => {
      assertStringIncludes(await errorAmong(adapter, calls), "died with exit code 7");
    }, { messageCalls: 5, inFlight });
  }
});

test("openProcess() no longer asks for a loss that took its life too often", async () => {
  await withProgram("die", async (adapter) => {
    const lethal = Array(5).fill(callOf(13));
    const errors = (await adapter.run(lethal)).map(errorOf);
    assertEquals(errors.map((error) => error.split(" ")[0]), [
      "died",
      "died",
      "quarantined",
      "quarantined",
      "quarantined",
    ]);
    const [after] = await adapter.run([callOf(1)]);
    assertStringIncludes(
      errorOf(after),
      "quarantined after 2 faults of l1_loss f32, the last: died",
    );
    assertEquals("asked" in after && after.asked, false);
    const other = { ...callOf(1), dtype: "f64", inputs: inF64(callOf(1)) } as const;
    assertEquals(await adapter.run([other]), [{
      value: tensor("f64", [], [1]),
      gradients: { pred: tensor("f64", [1], [1]) },
    }]);
  }, { quarantine: 2000 });
});

function inF64({ inputs }: Call): Call["inputs"] {
  const convert = ([name, t]: [string, Call["inputs"][string]]) =>
    [name, tensor("f64", t.shape, t.data)] as const;
  return Object.fromEntries(Object.entries(inputs).map(convert));
}

test("openProcess() leaves no process behind, however it ends", async (t) => {
  await t.step("a child of the program holds its pipes", async () => {
    await withProgram("fork", async (adapter) => {
      const error = await errorAmong(adapter, [callOf(13)]);
      assertStringIncludes(error, "died with exit code 3");
      assertEquals(await isAlive(/child (\d+)/.exec(error)![1]), false);
    });
  });
  await t.step("it does not stop", async () => {
    const start = performance.now();
    await withProgram("stop:stubborn", async (adapter) => {
      assertEquals(await adapter.run([callOf(1)]), [right]);
    });
    assert(performance.now() - start > 1000, "it was given time to stop");
  });
});

/** Whether a process runs; one that waits for its parent to take note of its end does not. */
async function isAlive(pid: string): Promise<boolean> {
  const script = `try: print(open("/proc/${pid}/stat").read())\nexcept FileNotFoundError: pass`;
  const { stdout } = await new Deno.Command("python3", { args: ["-S", "-c", script] }).output();
  const text = new TextDecoder().decode(stdout).trim();
  return text !== "" && !text.includes(") Z ");
}

const cannotRun: readonly [command: readonly string[], message: string][] = [
  [["no_such_program"], 'there is no program "no_such_program"'],
  [[program], "is not executable"],
  [["python3", "-S", "-c", "pass"], "it has not introduced itself: it died with exit code 0"],
  [["python3", "-S", "-c", "import numpie"], "No module named 'numpie'"],
  [["python3", "-S", program, "start:hang"], "it did not answer within 1.8 s"],
  [["python3", "-S", program, "start:close"], "it closed its standard output"],
  [["python3", "-S", program, "start:junk"], "WARNING: 13 is an unlucky number"],
  [["python3", "-S", program, "start:utf8"], "it wrote a line that is no UTF-8"],
  [["python3", "-S", program, "start:huge"], "it wrote a line of more than 1048576 bytes"],
  [
    ["python3", "-S", program, "start:array"],
    "wrote a line to its standard output that is no answer",
  ],
  [
    ["python3", "-S", program, "start:protocol"],
    "it speaks version 3 of the protocol, expected 1 or 2",
  ],
  [
    ["python3", "-S", program, "start:version_2_in_1"],
    "declares reproducible, which version 1 of the protocol has not",
  ],
  [["python3", "-S", program, "start:unknown_loss"], 'the loss "l1_los": did you mean "l1_loss"?'],
  [["python3", "-S", program, "start:unknown_dtype"], "dtypes[0] must be one of f64, f32"],
  [
    ["python3", "-S", program, "start:no_about"],
    "does not say what it is: dtypes is missing; losses",
  ],
];

test("openProcess() says why a program cannot be run", async (t) => {
  for (const [command, message] of cannotRun) {
    await t.step(message, async () => {
      // Patience costs time only where it runs out.
      const timeout = command.includes("start:hang") ? 300 : 5000;
      const open = openProcess(command, builtinSpecs, { timeout });
      const error = await assertRejects(() => open);
      assertInstanceOf(error, CannotRun);
      assertStringIncludes(error.message, `Cannot run "${command.join(" ")}": `);
      assertStringIncludes(error.message, message);
    });
  }
  await t.step("no folder", async () => {
    await assertRejects(
      () => openProcess(["python3"], builtinSpecs, { cwd: "/no/such/folder" }),
      CannotRun,
      'there is no folder "/no/such/folder"',
    );
  });
});
