/**
 * Attacks by programs, which speak the protocol or do not.
 *
 * @module
 */
import {
  type Attack,
  cannotRunWith,
  conforms,
  type Expectation,
  failsWith,
  refusedWith,
} from "./attack.ts";
import { formats, hostile, hostileLine } from "./hostile_text.ts";
import { checkProgram, type Parts, programText } from "./program_text.ts";

interface Row {
  readonly what: string;
  readonly parts: Parts;
  readonly options?: readonly string[];
  readonly limit?: number;
  readonly expect: Expectation;
}

const program = (id: string, { what, parts, options = [], limit, expect }: Row): Attack => ({
  id,
  what,
  files: { "program.py": programText(parts) },
  args: checkProgram(...options),
  ...limit !== undefined && { limit },
  expect,
});

const timed = ["--timeout", "1"];
const limited = ["--memory", "300m", "--timeout", "20"];
const forever = "while True: time.sleep(100)";
/** Leaves the session and the group, by a grandchild that nobody waits for. */
const escape = `if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (0, 1, 2): os.close(number)
        ${forever}
    os._exit(0)`;

const processes: Readonly<Record<string, Row>> = {
  "setsid": {
    what: "starts a process that leaves the session by a double fork",
    parts: { run: escape },
    expect: conforms,
  },
  "setsid-at-start": {
    what: "starts one before it introduces itself",
    parts: { start: escape },
    expect: conforms,
  },
  "setsid-at-stop": {
    what: "starts one when it is told to stop",
    parts: { stop: escape },
    expect: conforms,
  },
  "setsid-keeps-pipes": {
    what: "starts one that keeps the standard streams open",
    parts: { start: escape.replace("for number in (0, 1, 2): os.close(number)", "pass") },
    expect: conforms,
  },
  "setsid-and-hangs": {
    what: "starts one, and hangs",
    parts: { run: `${escape}\n${forever}` },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "setsid-and-dies": {
    what: "starts one, and dies",
    parts: { run: `${escape}\nos._exit(7)` },
    options: timed,
    expect: failsWith(/exit code 7/),
  },
  "daemon-ignores-signals": {
    what: "starts one that ignores every signal that can be",
    parts: {
      start: `for number in range(1, 64):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
${escape}`,
    },
    expect: conforms,
  },
  "fork-bomb": {
    what: "forks and forks, 64 processes in all",
    parts: { run: `for _ in range(6): os.fork()\ntime.sleep(100)` },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "fork-chain": {
    what: "forks a chain of 30, each of a session of its own",
    parts: {
      run: `if os.fork() == 0:
    for _ in range(30):
        os.setsid()
        if os.fork(): time.sleep(100)
    time.sleep(100)`,
    },
    expect: conforms,
  },
  "keeps-forking": {
    what: "has a child that forks for ever, one after the other",
    parts: {
      start: `if os.fork() == 0:
    while True:
        if os.fork(): os._exit(0)
        time.sleep(0.02)`,
    },
    expect: conforms,
  },
  "stops-itself": {
    what: "stops itself, so that it gets no signal but two",
    parts: { run: "os.kill(os.getpid(), signal.SIGSTOP)" },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "ignores-sigterm": {
    what: "ignores SIGTERM and hangs",
    parts: { run: `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${forever}` },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "ignores-sigterm-at-stop": {
    what: "ignores SIGTERM and the stop",
    parts: { stop: `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${forever}` },
    options: timed,
    expect: conforms,
  },
  "ignores-end": {
    what: "goes on after its input has ended",
    parts: { end: forever },
    options: timed,
    expect: conforms,
  },
  "kills-parent": {
    what: "sends SIGINT to its parent, which is the judge or a child of it",
    parts: { run: "os.kill(os.getppid(), signal.SIGINT)" },
    options: timed,
    expect: { code: [0, 1, 3, 130], never: [/does not conform.*conforms/] },
  },
  "kills-group": {
    what: "sends SIGTERM to its group",
    parts: { run: "os.killpg(0, signal.SIGTERM)" },
    options: timed,
    expect: failsWith(/SIGTERM/),
  },
};

const streams: Readonly<Record<string, Row>> = {
  "endless-stderr": {
    what: "writes to standard error for ever, and hangs",
    parts: { run: `while True: os.write(2, b"complaint " * 1000)` },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "endless-stderr-beside": {
    what: "has a thread that writes to standard error for ever, and is right",
    parts: {
      before: `import threading
def complain():
    while True:
        os.write(2, b"complaint\\n" * 100)
        time.sleep(0.001)
threading.Thread(target=complain, daemon=True).start()`,
    },
    expect: conforms,
  },
  "bytewise": {
    what: "answers byte by byte",
    parts: {
      before: `def write(data):
    for i in range(len(data)): os.write(1, data[i:i + 1])`,
    },
    expect: conforms,
  },
  "crlf": {
    what: "ends its lines as Windows does",
    parts: { before: `def say(message): write(json.dumps(message).encode() + b"\\r\\n")` },
    expect: conforms,
  },
  "endless-line": {
    what: "writes a line that never ends",
    parts: { run: `while True: write(b"x" * 65536)` },
    options: limited,
    expect: failsWith(/line of more than/),
  },
  "endless-lines": {
    what: "writes lines without an end",
    parts: { run: `while True: write(b"{}\\n" * 10000)` },
    options: limited,
    expect: failsWith(),
  },
  "endless-empty-lines": {
    what: "writes empty lines without an end",
    parts: { run: `while True: write(b"\\n" * 65536)` },
    options: limited,
    expect: failsWith(),
  },
  "start-endless-line": {
    what: "introduces itself by a line that never ends",
    parts: { start: `while True: write(b"x" * 65536)` },
    options: limited,
    expect: cannotRunWith(/introduced/),
  },
  "never-reads": {
    what: "never reads what it is asked, and sleeps",
    parts: { before: `say(about)\n${forever}` },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "closes-stdin": {
    what: "closes its standard input after the introduction",
    parts: { before: `say(about)\nos.close(0)\n${forever}` },
    options: timed,
    expect: failsWith(),
  },
  "utf-16": {
    what: "answers in UTF-16",
    parts: {
      before: `def say(message): write((json.dumps(message) + "\\n").encode("utf-16"))`,
    },
    options: timed,
    expect: cannotRunWith(/introduced/),
  },
  "byte-order-mark": {
    what: "begins with a byte order mark",
    parts: { before: `write(b"\\xef\\xbb\\xbf")` },
    options: timed,
    expect: { code: [0, 3] },
  },
};

/** What is answered in place of an answer, as Python, and that it is told of. */
const answers: Readonly<Record<string, string>> = {
  "nesting":
    `write(b'{"id":%d,"results":' % full["id"] + b"[" * 100000 + b"]" * 100000 + b"}\\n"); continue`,
  "nesting-objects":
    `write(b'{"id":%d,"results":' % full["id"] + b'{"a":' * 100000 + b"1" + b"}" * 100000 + b"}\\n"); continue`,
  "huge-number":
    `write(b'{"id":%d,"results":[{"value":{"shape":[1e999],"data":""}}]}\\n' % full["id"]); continue`,
  "digits": `write(b'{"id":' + b"9" * 1000000 + b',"results":[]}\\n'); continue`,
  "exponent":
    `write(b'{"id":%d,"results":[{"value":{"shape":[1e9],"data":"AAAA"}}]}\\n' % full["id"]); continue`,
  "nan-literal": `write(b'{"id":%d,"results":[{"value":NaN}]}\\n' % full["id"]); continue`,
  "nan-value": `full["results"] = [{"value": float("nan")}]`,
  "duplicate-keys":
    `write(b'{"id":%d,"id":%d,"results":[],"results":[{"value":1}]}\\n' % (full["id"] + 5, full["id"])); continue`,
  "trailing": `write(json.dumps(full).encode() + b" {}\\n"); continue`,
  "two-lines": `write(json.dumps(full, indent=1).encode() + b"\\n"); continue`,
  "comment": `write(b"// here\\n"); continue`,
  "single-quotes": `write(repr(full).encode() + b"\\n"); continue`,
  "another-id": `full["id"] += 1000`,
  "negative-id": `full["id"] = -1`,
  "huge-id": `full["id"] = 2 ** 70`,
  "text-id": `full["id"] = "__proto__"`,
  "object-id": `full["id"] = {"valueOf": 1}`,
  "no-id": `del full["id"]`,
  "list": `full = [full]`,
  "null": `full = None`,
  "results-object": `full["results"] = {"0": 1, "length": 1}`,
  "results-more": `full["results"] *= 1000`,
  "results-huge": `full["results"] = [{"unsupported": "x"}] * 1000000`,
  "proto":
    `full["results"] = [{"__proto__": {"value": 1}, "constructor": 1} for _ in full["results"]]`,
  "shape-negative": `full["results"][0] = {"value": {"shape": [-1], "data": ""}}`,
  "shape-fraction": `full["results"][0] = {"value": {"shape": [0.5], "data": ""}}`,
  "shape-2-53": `full["results"][0] = {"value": {"shape": [2 ** 53, 2 ** 53], "data": ""}}`,
  "shape-long": `full["results"][0] = {"value": {"shape": [1] * 1000000, "data": "AAAAAAAAAAA="}}`,
  "data-huge": `full["results"][0] = {"value": {"shape": [], "data": "A" * 40000000}}`,
  "data-dirty": `full["results"][0] = {"value": {"shape": [], "data": "AAAA\\u0000AAAAAAA="}}`,
  "dtype":
    `full["results"][0] = {"value": {"shape": [], "data": "AAAAAAAAAAA=", "dtype": "__proto__"}}`,
  "surrogate": `write(b'{"id":%d,"results":["\\\\ud800"]}\\n' % full["id"]); continue`,
  "seven":
    `full["results"] = [{"value": tensor([7.0], []), "gradients": {"pred": tensor([7.0], [1])}}]`,
  "error-huge": `full["results"][0] = {"error": "x" * 20000000}`,
  "error-lines": `full["results"][0] = {"error": "line\\n" * 4000000}`,
  "error-classes": `full["results"][0] = {"error": "x", "classes": ["C" * 100000] * 100}`,
  "refuses-all": `full["results"] = [{"rejected": "no"} for _ in full["results"]]`,
};

/** What it says of itself, as Python. */
const introductions: Readonly<Record<string, string>> = {
  "proto-loss": `about["losses"] = {"__proto__": {}, "constructor": {}}`,
  "million-losses": `about["losses"] = {f"loss{i}": {} for i in range(1000000)}`,
  "name-object": `about["name"] = {"toString": 1}`,
  "name-missing": `del about["name"]`,
  "dtypes-twice": `about["dtypes"] = ["f64", "f64"]`,
  "dtypes-none": `about["dtypes"] = []`,
  "dtype-unknown": `about["dtypes"] = ["f64", "toString"]`,
  "protocol-text": `about["protocol"] = "2; rm -rf"`,
  "protocol-huge": `about["protocol"] = 10 ** 400`,
  "nesting": `write(b"[" * 100000 + b"]" * 100000 + b"\\n"); continue`,
  "null": `about = None`,
  "html": `write(b"<html>\\n"); continue`,
  "dies": `os._exit(5)`,
  "segfaults": `os.kill(os.getpid(), signal.SIGSEGV)`,
  "domain-backwards":
    `about["protocol"] = 2; about["losses"]["l1_loss"]["domain"] = {"pred": {"minimum": 2, "maximum": 1}}`,
  "domain-unknown":
    `about["protocol"] = 2; about["losses"]["l1_loss"]["domain"] = {"__proto__": {"minimum": 2}}`,
};

const memory: Readonly<Record<string, Row>> = {
  "bomb": {
    what: "fills the memory in a call",
    parts: { run: "kept = []\nwhile True: kept.append(bytearray(10 ** 7))" },
    options: limited,
    expect: failsWith(/OUT OF MEMORY/),
  },
  "bomb-by-child": {
    what: "has children that fill the memory, each a part of it",
    parts: {
      run: `for _ in range(8):
    if os.fork() == 0:
        kept = bytearray(10 ** 8)
        time.sleep(100)
time.sleep(100)`,
    },
    options: ["--memory", "300m", "--timeout", "5"],
    expect: failsWith(/OUT OF MEMORY|TIMEOUT/),
  },
  "bomb-at-start": {
    what: "fills the memory before it introduces itself",
    parts: { start: "kept = []\nwhile True: kept.append(bytearray(10 ** 7))" },
    options: limited,
    expect: cannotRunWith(/OUT OF MEMORY/),
  },
  "fits": {
    what: "needs 100 MB, and may have 300",
    parts: { start: "kept = bytearray(10 ** 8)" },
    options: limited,
    expect: conforms,
  },
};

const told = (code: string) => `full["results"][0] = {"error": "GOT " + ${code}}`;

const reach: Readonly<Record<string, Row>> = {
  "environment": {
    what: "tells its whole environment",
    parts: { run: told(`json.dumps(dict(os.environ))`) },
    expect: failsWith(/GOT/),
  },
  "environment-names": {
    what: "tells the names in its environment",
    parts: { run: told(`" ".join(os.environ)`) },
    expect: { ...failsWith(/GOT/), never: [/ATTACK_SECRET/] },
  },
  "environment-of-parent": {
    what: "reads the environment of its parent, which nothing but another user could forbid",
    parts: {
      run: told(`str(len(open(f"/proc/{os.getppid()}/environ", "rb").read()))`),
    },
    expect: failsWith(),
  },
  "descriptors": {
    what: "looks for open files besides its own streams",
    parts: {
      run:
        `extra = [n for n in os.listdir("/proc/self/fd") if int(n) > 2 and os.path.exists(f"/proc/self/fd/{n}")]
full["results"][0] = {"error": "EXTRA" if extra else "none besides"}`,
    },
    expect: { ...failsWith(/none besides/), never: [/EXTRA/] },
  },
};

const verdicts: Readonly<Record<string, Row>> = {
  "hangs-each-call": {
    what: "hangs at each call, and the run has a deadline",
    parts: { run: forever },
    options: ["--deadline", "5"],
    limit: 30,
    expect: cannotRunWith(/incomplete/),
  },
  "hangs-each-call-timed": {
    what: "hangs at each call, which has a limit",
    parts: { run: forever },
    options: timed,
    expect: failsWith(/TIMEOUT/),
  },
  "hangs-at-start": {
    what: "hangs before it introduces itself, and the run has a deadline",
    parts: { start: forever },
    options: ["--deadline", "3s"],
    limit: 30,
    expect: cannotRunWith(/incomplete|introduced/),
  },
  "hangs-at-stop-deadline": {
    what: "hangs at the stop, and the run has a deadline that is not reached before",
    parts: { stop: forever },
    options: ["--deadline", "60s"],
    limit: 40,
    expect: conforms,
  },
  "slow": {
    what: "takes half a second for an answer, and the run has a deadline",
    parts: { run: "time.sleep(0.5)" },
    options: ["--deadline", "4s", "--runs", "1000"],
    limit: 30,
    expect: cannotRunWith(/incomplete/),
  },
  "unsupported-all": {
    what: "supports no case at all: nothing was judged",
    parts: { run: `full["results"] = [{"unsupported": "no"} for _ in full["results"]]` },
    expect: { code: [0, 1, 3], never: [/: conforms/] },
  },
  "unsupported-required": {
    what: "supports no case at all, and evidence is required",
    parts: { run: `full["results"] = [{"unsupported": "no"} for _ in full["results"]]` },
    options: ["--require", "0.9"],
    expect: { code: [1, 3], never: [/: conforms/] },
  },
  "rejects-after-first": {
    what: "is right once and refuses the rest",
    parts: {
      before: "first = True",
      run:
        `if not first: full["results"] = [{"rejected": "tired"} for _ in full["results"]]\nfirst = False`,
    },
    expect: failsWith(),
  },
};

/** Programs that are none, and words that do not fit. */
const commands: readonly Attack[] = [
  { id: "command/missing", command: ["no-such-program"], expect: cannotRunWith(/no-such-program/) },
  { id: "command/folder", command: ["./folder"], expect: cannotRunWith(/folder/) },
  { id: "command/not-executable", command: ["./plain.txt"], expect: cannotRunWith(/plain\.txt/) },
  { id: "command/empty-file", command: ["./empty"], expect: cannotRunWith(/empty/) },
  { id: "command/empty-word", command: [""], expect: { code: [2, 3] } },
  { id: "command/true", command: ["true"], expect: cannotRunWith(/introduced/) },
  {
    id: "command/cat",
    command: ["cat"],
    expect: cannotRunWith(/introduced|does not say what it is/),
  },
  { id: "command/yes", command: ["yes"], expect: cannotRunWith(/introduced/) },
  { id: "command/zero", command: ["cat", "/dev/zero"], expect: cannotRunWith(/introduced/) },
  { id: "command/random", command: ["cat", "/dev/urandom"], expect: cannotRunWith(/introduced/) },
  {
    id: "command/stdout-zero",
    command: ["sh", "-c", "exec python3 -S program.py >/dev/zero"],
    expect: cannotRunWith(/introduced/),
  },
  {
    id: "command/stdout-full",
    command: ["sh", "-c", "exec python3 -S program.py >/dev/full"],
    expect: cannotRunWith(/introduced/),
  },
  { id: "command/sleep", command: ["sleep", "1000"], expect: cannotRunWith(/TIMEOUT|within/) },
  { id: "command/nothing", command: [], expect: refusedWith(/No program/) },
  {
    id: "command/cwd-missing",
    command: ["python3", "-S", "program.py"],
    options: ["--cwd", "nowhere"],
    expect: { code: [2, 3], says: [/nowhere/] },
  },
].map(({ id, command, options = [], expect }) => ({
  id,
  what: `runs what is no program, or cannot be run: ${command.join(" ")}`,
  files: {
    "program.py": programText(),
    "folder/file": "",
    "plain.txt": "text\n",
    "empty": "",
  },
  args: ["check", "--runs", "3", "--timeout", "1", ...options, "--", ...command],
  limit: 30,
  expect,
}));

const rows = (area: string, all: Readonly<Record<string, Row>>) =>
  Object.entries(all).map(([id, row]) => program(`${area}/${id}`, row));

/** All attacks by programs. */
export const programs: readonly Attack[] = [
  ...rows("processes", processes),
  ...rows("streams", streams),
  ...rows("memory", memory),
  ...rows("reach", reach),
  ...rows("verdict", verdicts),
  ...Object.entries(answers).map(([id, run]) =>
    program(`answer/${id}`, {
      what: `answers what is no answer (${id})`,
      parts: { run },
      options: ["--timeout", "3"],
      expect: { ...failsWith(), never: [/: conforms/, /x{5000}|C{5000}|(?:line\s+){500}/] },
    })
  ),
  ...Object.entries(introductions).map(([id, start]) =>
    program(`start/${id}`, {
      what: `introduces itself as nobody does (${id})`,
      parts: { start },
      options: timed,
      expect: { code: [2, 3], says: [/Cannot run|No check matches/], never: [/: conforms/] },
    })
  ),
  ...formats.map((format) =>
    program(`text/${format}`, {
      what: `has a hostile name and errors, and writes such to standard error, for ${format}`,
      parts: {
        start: `about["name"] = about["version"] = ${JSON.stringify(hostileLine)}`,
        run: `sys.stderr.write(${JSON.stringify(hostile)}); sys.stderr.flush()
full["results"][0] = {"error": ${JSON.stringify(hostile)}, "classes": [${
          JSON.stringify(hostile)
        }]}`,
      },
      options: ["--format", format],
      // Such a name may be refused, too.
      expect: { code: [1, 3], never: [/^attacker: 20 checks hold/m] },
    })
  ),
  program("text/stderr-dies", {
    what: "dies with a hostile text as the last of its standard error",
    parts: { run: `sys.stderr.write(${JSON.stringify(hostile)}); sys.stderr.flush(); os._exit(9)` },
    expect: { code: 1, says: [/exit code 9/], never: [/^attacker: 20 checks hold/m] },
  }),
  program("text/stderr-start", {
    what: "dies at once with a hostile text on its standard error",
    parts: {
      start: `sys.stderr.write(${JSON.stringify(hostile)}); sys.stderr.flush(); os._exit(9)`,
    },
    expect: { code: 3, says: [/exit code 9/], never: [/^attacker: 20 checks hold/m] },
  }),
  program("honest/plain", { what: "honest: answers", parts: {}, expect: conforms }),
  program("honest/slow", {
    what: "honest: takes its time, within the limit",
    parts: { run: "time.sleep(0.05)" },
    options: ["--timeout", "5", "--deadline", "60s"],
    expect: conforms,
  }),
  program("honest/env", {
    what: "honest: gets a variable by its value, and one by its name",
    parts: {
      start: `assert os.environ["LEVEL"] == "3=x" and os.environ["LANG"] == "C.UTF-8"
assert os.environ["HOME"] and os.environ["PATH"]`,
    },
    options: ["--env", "LEVEL=3=x", "--env", "LANG"],
    expect: conforms,
  }),
  program("honest/stderr", {
    what: "honest: writes a note to standard error at each call",
    parts: { run: `print("note", file=sys.stderr, flush=True)` },
    expect: conforms,
  }),
  program("honest/helper-process", {
    what: "honest: has a helper process that ends with its input",
    parts: {
      before: `import subprocess
helper = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)`,
    },
    expect: conforms,
  }),
  ...commands,
];
