/**
 * Under fire: programs that do all that a program should not. Whatever they do, the fault is named on
 * the call that did it, the other loss is judged, the run ends, and no process is left.
 *
 * Needs to start programs: `deno task test:hostile`; elsewhere ignored.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { harmIn } from "../../_hostile_text.ts";
import { readEvents, reportFormats } from "../../report/mod.ts";
import type { Judged } from "../../runner/mod.ts";
import { runCommand } from "../run_command.ts";

const may = (command: string) =>
  Deno.permissions.querySync({ name: "run", command }).state === "granted";
const ignore = !may("python3") || !may("kill") || !may(Deno.execPath());
const fileOf = (path: string) => new URL(path, import.meta.url).pathname;
const commandOf = (name: string) => {
  const path = fileOf(`../../adapters/testdata/hostile/${name}`);
  return name.endsWith(".py") ? ["python3", "-S", path] : [path];
};
const decoder = new TextDecoder();

/** The processes that have a word in their environment, which their children inherit. */
async function processesWith(word: string): Promise<string> {
  const script = `import glob
for path in glob.glob("/proc/[0-9]*"):
    try:
        if b"${word}" in open(path + "/environ", "rb").read():
            print(path, open(path + "/cmdline").read().replace("\\0", " "))
    except OSError: pass`;
  const { stdout } = await new Deno.Command("python3", { args: ["-S", "-c", script] }).output();
  return decoder.decode(stdout);
}

const some = ["--runs", "5", "--format", "events"];
const agreement = "*/agreement/sum";

async function check(name: string, more: readonly string[] = [], pattern = agreement) {
  const word = `HOSTILE_${crypto.randomUUID()}`;
  const only = ["--check", pattern];
  const options = [...some, ...only, "--timeout", "60", "--env", `${word}=1`, ...more];
  const { code, out, err } = await runCommand(["check", ...options, "--", ...commandOf(name)]);
  assertEquals(await processesWith(word), "", "no process is left");
  const events = readEvents(out, name);
  const outcomes = events.filter((event): event is Judged => event.type === "judged");
  const outcomeOf = (loss: string) => outcomes.find((outcome) => outcome.loss === loss);
  return { code, err, events, l1: outcomeOf("l1_loss"), huber: outcomeOf("huber_loss") };
}

function test(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  Deno.test({ name, ignore, fn });
}

/** What is wrong with the marked calls of each, as it is told of the smallest one. */
const faults: Readonly<Record<string, RegExp>> = {
  "exits_at_call.py":
    /died with exit code 7; its standard error ends: IndexError: list index out of range/,
  "dies_of_a_signal.py": /died with signal SIGSEGV/,
  "forks.py": /died with exit code 3/,
  "no_newline.py": /wrote a line of more than \d+ bytes/,
  "binary_junk.py": /wrote a line that is no UTF-8/,
  "wrong_form.py": /answered no results: it has an unknown key "answers"|results is missing/,
  "another_id.py": /answered a message that was not asked: id \d+/,
  "eats_memory.py":
    /died with exit code 1 \(OUT OF MEMORY\); its standard error ends: .*MemoryError/,
  "other_shape.py": /value has shape \[1,1\], expected \[\]/,
  "other_dtype.py": /value has dtype f32, expected f64/,
  "answers_twice.py": /answered twice: id \d+/,
  "answers_twice_later.py": /answered twice: id \d+/,
  "exits_after_answer.py": /died with exit code 6/,
  "talks_after_answer.py": /wrote a line to its standard output that is no answer: "done"/,
  "short_base64.py": /value has 7 bytes, expected 8: shape \[\] in f64/,
};

/** The same of those that fall silent, who are waited for. */
const silences: Readonly<Record<string, RegExp>> = {
  "hangs_in_a_call.py": /did not answer within 1.5 s/,
  "byte_a_second.py": /did not answer within 1.5 s/,
  "closes_stdin.py": /did not answer within 1.5 s/,
  "closes_stdout.py": /closed its standard output/,
};

test("a fault is named on the smallest call that does it, and the other loss is judged", async (t) => {
  for (const [name, why] of Object.entries(faults)) {
    await t.step(name, async () => {
      const { code, err, events, l1, huber } = await check(name);
      assertEquals([code, err, events.at(-1)?.type], [1, "", "footer"]);
      assertEquals([l1?.status, huber?.status], ["fail", "pass"]);
      assertMatch(l1?.why ?? "", why);
      const { trial, fault } = l1!.counterexample!;
      assertEquals([trial.calls[fault.call].loss, fault.call], ["l1_loss", 0]);
      // Filling the memory is dear, so that such a call is not shrunk to the end.
      const { length } = trial.calls[0].inputs.target.data;
      assert(length === 3 || name === "eats_memory.py" && length > 3, `${length}`);
    });
  }
});

test("a program that falls silent is given up in that call, and the other loss is judged", async (t) => {
  // All at once: what takes its time here is waiting.
  const outcomes = await Promise.all(
    Object.keys(silences).map((name) => check(name, ["--timeout", "1.5"])),
  );
  for (const [i, [name, why]] of Object.entries(silences).entries()) {
    await t.step(name, () => {
      const { code, err, events, l1, huber } = outcomes[i];
      assertEquals([code, err, events.at(-1)?.type], [1, "", "footer"]);
      assertEquals([l1?.status, huber?.status], ["fail", "pass"]);
      assertMatch(l1?.why ?? "", why);
      const { trial, fault } = l1!.counterexample!;
      assertEquals([trial.calls[fault.call].loss, fault.call], ["l1_loss", 0]);
      // Waiting is dear: a call that is never answered is not shrunk to the end.
      assert(trial.calls[0].inputs.target.data.length >= 3);
    });
  }
});

test("a NaN for everything is a wrong number, shown on the smallest call", async () => {
  const { code, l1, huber } = await check("nan_for_everything.py");
  assertEquals([code, l1?.status, huber?.status], [1, "fail", "pass"]);
  const { trial, fault } = l1!.counterexample!;
  assertEquals([trial.calls[0].inputs.pred.data.length, fault.got], [3, NaN]);
});

test("results in another order than their calls are wrong numbers", async () => {
  const { code, l1, huber } = await check("results_out_of_order.py");
  assertEquals([code, l1?.status, huber?.status], [1, "fail", "pass"]);
  assertStringIncludes(l1?.why ?? "", "outside every honest evaluation");
});

test("answers that differ from time to time are told apart from others", async () => {
  const { code, l1, huber } = await check("differs_each_time.py", [], "*/pure");
  assertEquals([code, l1?.status, huber?.status], [1, "fail", "pass"]);
});

test("a program that dies again and again is reported, and both losses are judged", async () => {
  const { code, l1, huber } = await check("exits_at_fifth_call.py");
  assertEquals([code, l1?.status, huber?.status], [1, "fail", "fail"]);
  for (const outcome of [l1, huber]) assertMatch(outcome?.why ?? "", /died with exit code 9/);
});

test("a program that complains at length, or does not stop, conforms all the same", async (t) => {
  for (const name of ["loud.py", "hangs_at_stop.py"]) {
    await t.step(name, async () => {
      const before = Deno.memoryUsage().rss;
      const { code, l1, huber } = await check(name);
      assertEquals([code, l1?.status, huber?.status], [0, "pass", "pass"]);
      const grown = (Deno.memoryUsage().rss - before) / 2 ** 20;
      assert(grown < 100, `${grown} MB for what is not kept`);
    });
  }
});

test("a program whose words would forge lines, or act upon a terminal, does so in no report", async (t) => {
  const command = ["--", ...commandOf("paints.py")];
  const leaving = ["terminal", "--env", "LEAVES=1"];
  for (const [format, ...more] of [...reportFormats.map((one) => [one]), leaving]) {
    await t.step([format, ...more].join(" "), async () => {
      const only = ["--runs", "5", "--check", agreement, "--format", format];
      const { code, out, err } = await runCommand(["check", ...only, ...more, ...command]);
      assertEquals([code, err], [1, ""]);
      const own = format === "github" ? /^::(error|notice) title=/gm : /(?!)/g;
      assertEquals(harmIn(out.replace(own, "")), undefined);
      assert(out.length < 100_000, `${out.length} characters`);
      const told = more.length === 0 ? /characters\)/ : /standard error ends: .*stop-commands/;
      assertMatch(out.replaceAll(/\s+/g, " "), told);
    });
  }
});

test("a program that does not begin cannot be run: one line, exit code 3", async (t) => {
  const whys: Record<string, RegExp> = {
    "exits_at_start.sh":
      /^Cannot run "[^"]*": it has not introduced itself: it died with exit code 5; its standard error ends: no licence found\n$/,
    "hangs_before_start.py":
      /^Cannot run "[^"]*": it has not introduced itself: it did not answer within 1.8 s \(TIMEOUT\)\n$/,
  };
  for (const [name, why] of Object.entries(whys)) {
    await t.step(name, async () => {
      const patience = name.startsWith("hangs") ? ["--timeout", "0.3"] : [];
      const { code, err, events } = await check(name, patience);
      assertEquals([code, events], [3, []]);
      assertMatch(err, why);
    });
  }
});

/** Runs the command as a process, and sends a signal once the program has logged so many lines. */
async function interrupt(
  name: string,
  lines: number,
  { signal = "SIGINT", jobs = "1" }: { readonly signal?: Deno.Signal; readonly jobs?: string } = {},
) {
  const word = `HOSTILE_${crypto.randomUUID()}`;
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/log`;
    const report = `${folder}/report.jsonl`;
    const variables = ["--env", `${word}=1`, `HOSTILE_LOG=${log}`];
    const only = ["--check", agreement];
    const rest = ["--timeout", "600", "--jobs", jobs, "--output", report, ...variables];
    const options = [...some, ...only, ...rest];
    const main = [
      "run",
      "--no-prompt",
      "--allow-all",
      "--config",
      new URL(import.meta.resolve("lossproof/deno.json")).pathname,
    ];
    const args = [...main, fileOf("../main.ts"), "check", ...options, "--", ...commandOf(name)];
    const command = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped" });
    const child = command.spawn();
    let ended = false;
    void child.status.then(() => ended = true);
    while (!ended && await linesIn(log) < lines) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (!ended) child.kill(signal);
    const { code, stderr } = await child.output();
    assertEquals(await processesWith(word), "", "no process is left");
    const text = await Deno.readTextFile(report).catch(() => "");
    const left = Array.from(Deno.readDirSync(folder), (entry) => entry.name).toSorted();
    return { code, err: decoder.decode(stderr), events: readEvents(text, report), left };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function linesIn(path: string): Promise<number> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.split("\n").length - 1;
}

test("Ctrl-C ends a program that has not begun, and writes nothing", async () => {
  const { code, err, left } = await interrupt("hangs_before_start.py", 1);
  assertEquals([code, err, left], [130, "Interrupted\n", ["log"]]);
});

test("Ctrl-C in a call leaves what was found by then", async () => {
  for (const jobs of ["1", "2"]) {
    const { code, err, events, left } = await interrupt("hangs_in_a_call.py", 1, { jobs });
    assertEquals([code, left], [130, ["log", "report.jsonl"]]);
    assertMatch(
      err,
      /^hostile: .*: incomplete, \d of 2 checks were judged \(seed 1\)\nInterrupted\n$/,
    );
    assertEquals(events[0].type, "header");
    assertEquals(events.some(({ type }) => type === "footer"), false);
  }
});

test("Ctrl-C while a failure is shrunk leaves the failure", async () => {
  const { code, events } = await interrupt("slow_nan.py", 7);
  const [, outcome] = events as Judged[];
  assertEquals([code, outcome.check, outcome.status], [130, "l1_loss/agreement/sum", "fail"]);
  assertEquals(outcome.counterexample?.fault.got, NaN);
});

test("Ctrl-C at the stop ends a program that does not, and leaves the whole report", async () => {
  const { code, err, events, left } = await interrupt("hangs_at_stop.py", 1);
  assertEquals([code, left], [130, ["log", "report.jsonl"]]);
  assertMatch(err, /^hostile: 2 checks hold: conforms \(seed 1\)\nInterrupted\n$/);
  assertEquals(events.map(({ type }) => type), ["header", "judged", "judged", "footer"]);
});

test("other signals end it as Ctrl-C does, with their exit codes", async () => {
  for (const [signal, expected] of [["SIGTERM", 143], ["SIGHUP", 129]] as const) {
    const { code, left } = await interrupt("hangs_in_a_call.py", 1, { signal });
    assertEquals([code, left], [expected, ["log", "report.jsonl"]]);
  }
});
