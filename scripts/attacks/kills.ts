/**
 * Signals at random moments, to Lossproof and to its group: what it started ends, what it wrote is
 * whole, and the next run finds its way.
 *
 * @module
 */
import type { Attack, Blow, Expectation } from "./attack.ts";
import { checkL1, moduleText, seven } from "./module_text.ts";
import { checkProgram, programText } from "./program_text.ts";

/** What is under way when the signal comes. */
interface Scene {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly writes?: readonly string[];
  /** In seconds, how long it takes at most until it waits for the signal. */
  readonly span: number;
  /** Whether it ends by itself. */
  readonly ends?: boolean;
}

const forever = "while True: time.sleep(100)";
const slow = "await new Promise((f) => setTimeout(f, 200));";
const events = ["--format", "events", "--output", "run.events"];
const many = ["--runs", "100000"];

const scenes: Readonly<Record<string, Scene>> = {
  "module": {
    what: "a module is judged",
    files: { "module.ts": moduleText() },
    args: ["check", "module.ts", ...many, ...events],
    writes: ["run.events"],
    span: 4,
  },
  "module-loops": {
    what: "a module never ends",
    files: { "module.ts": moduleText({ inCall: "for (;;);" }) },
    args: checkL1,
    span: 5,
  },
  "module-awaits": {
    what: "a module takes its time",
    files: { "module.ts": moduleText({ inCall: slow }) },
    args: ["check", "module.ts", "--save", "kept"],
    writes: ["kept"],
    span: 3,
  },
  "module-starts": {
    what: "a module is imported, which never ends",
    files: { "module.ts": moduleText({ before: "for (;;);" }) },
    args: checkL1,
    span: 5,
  },
  "program": {
    what: "a program is judged",
    files: { "program.py": programText() },
    args: checkProgram(...many, ...events),
    writes: ["run.events"],
    span: 3,
  },
  "program-hangs": {
    what: "a program hangs in a call, ignoring what it can",
    files: {
      "program.py": programText({
        before: "for n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)",
        run: forever,
        end: forever,
      }),
    },
    args: checkProgram("--timeout", "600"),
    span: 5,
  },
  "program-children": {
    what: "a program has a child out of its session",
    files: {
      "program.py": programText({
        start: `if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        ${forever}
    os._exit(0)`,
        run: forever,
      }),
    },
    args: checkProgram("--timeout", "600", "--jobs", "2"),
    span: 5,
  },
  "failures-kept": {
    what: "failures are kept in files",
    files: { "module.ts": moduleText({ answer: seven }) },
    args: ["check", "module.ts", "--save", "kept", "--format", "json", "--output", "report.json"],
    writes: ["kept", "report.json"],
    span: 4,
    ends: true,
  },
  "expected-updated": {
    what: "expected failures are written",
    files: { "module.ts": moduleText({ answer: seven }) },
    args: ["check", "module.ts", "--runs", "3", "--update-expected"],
    writes: ["lossproof.json", "counterexamples"],
    span: 4,
    ends: true,
  },
  "golden-made": {
    what: "golden files are made",
    files: {},
    args: ["golden", "generate", "--folder", "golden"],
    writes: ["golden"],
    span: 6,
  },
};

const exits: Readonly<Record<Blow["signal"], number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGKILL: 137,
  SIGTERM: 143,
};

/** One of a hundred thousand numbers after another, from a seed. */
function randomFrom(seed: number): () => number {
  let state = BigInt(seed) * 2n + 1n;
  return () => {
    state = state * 6364136223846793005n + 1442695040888963407n & 2n ** 64n - 1n;
    return Number(state >> 40n) / 2 ** 24;
  };
}

/**
 * All attacks by signals.
 *
 * @param seed where the random moments begin
 */
export function kills(seed: number): readonly Attack[] {
  const random = randomFrom(seed);
  const at = (span: number) => Math.round(1000 * (0.05 + random() * span)) / 1000;
  const late = () => 5 + at(2);
  return [
    ...partial(late),
    ...Object.entries(scenes).flatMap(([id, scene]) => {
      const attack = (name: string, signals: readonly Blow[], code: readonly number[]): Attack => ({
        id: `${id}/${name}`,
        what: `while ${scene.what}: ${
          signals.map(({ signal, after, group }) =>
            `${signal}${group ? " to the group" : ""} after ${after} s`
          ).join(", ")
        }`,
        files: scene.files,
        args: scene.args,
        ...scene.writes && { writes: scene.writes },
        signals,
        limit: 40,
        expect: { code: scene.ends ? [0, 1, ...code] : code },
        ...followUp(scene),
      });
      const single = (["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const).map((signal) =>
        attack(signal, [{ signal, after: at(scene.span) }], [exits[signal]])
      );
      const pressed = at(scene.span);
      return [
        ...single,
        attack("ctrl-c", [{ signal: "SIGINT", after: pressed, group: true }], [130]),
        attack("ctrl-c-twice", [
          { signal: "SIGINT", after: pressed, group: true },
          { signal: "SIGINT", after: pressed + 0.1, group: true },
        ], [130]),
      ];
    }),
  ];
}

/** Is wrong in the first check, and never ends in the second. */
const wrongThenLoops = moduleText({
  inCall: "if (q.inputs.pred.data.some((x: number) => Number.isNaN(x))) for (;;);",
  answer: seven,
});

/** What was found by then is told, or can be read from the events. */
function partial(moment: () => number): readonly Attack[] {
  const args = [
    ...["check", "module.ts", "--runs", "3"],
    ...["--check", "l1_loss/agreement/sum", "l1_loss/propagates_nan/pred"],
  ];
  const files = { "module.ts": wrongThenLoops };
  const found = [/l1_loss\/agreement\/sum/, /incomplete/];
  return [
    {
      id: "partial/ctrl-c",
      what: "Ctrl-C while a module never ends: what was found is told",
      files,
      args,
      signals: [{ signal: "SIGINT", after: moment(), group: true }],
      expect: { code: 130, says: found },
    },
    {
      id: "partial/SIGTERM",
      what: "SIGTERM while a module never ends: what was found is written",
      files,
      args: [...args, "--format", "json", "--output", "report.json"],
      writes: ["report.json"],
      signals: [{ signal: "SIGTERM", after: moment() }],
      expect: { code: 143, says: found },
    },
    {
      id: "partial/SIGKILL",
      what: "SIGKILL while a module never ends: what was found stands in the events",
      files,
      args: [...args, ...events],
      writes: ["run.events"],
      signals: [{ signal: "SIGKILL", after: moment() }],
      expect: { code: 137 },
      then: {
        args: ["merge", "run.events"],
        expect: { code: [1, 3], says: found, never: [/: conforms/] },
      },
    },
  ];
}

/** After it: what was written is read again, by whatever would read it. */
function followUp({ args }: Scene): Pick<Attack, "then"> {
  const expect: Expectation = { code: [0, 1, 2, 3], never: [/: conforms/] };
  if (args.includes("run.events")) {
    return { then: { args: ["merge", "run.events"], expect } };
  }
  if (args[0] === "golden") {
    // Either there is no folder, or all of it.
    const whole: Expectation = { code: [0, 2], says: [/there are no golden files|cases hold/] };
    const check = ["golden", "check", "reference", "--folder", "golden", "--loss", "l1_loss"];
    return { then: { args: check, expect: whole } };
  }
  return {};
}
