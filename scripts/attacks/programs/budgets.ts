/**
 * Programs that take more memory or time than they may have, and tell what they should not know.
 *
 * @module
 */
import { cannotRunWith, conforms, failsWith } from "../attack.ts";
import { forever, limited, type Row, timed } from "./row.ts";

/** Memory. */
export const memory: Readonly<Record<string, Row>> = {
  "bomb": {
    what: "fills the memory in a call",
    parts: { run: "kept = []\nwhile True: kept.append(bytearray(10 ** 7))" },
    options: limited,
    expect: failsWith(/OUT OF\s+MEMORY/),
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
    expect: cannotRunWith(/OUT OF\s+MEMORY/),
  },
  "fits": {
    what: "needs 100 MB, and may have 300",
    parts: { start: "kept = bytearray(10 ** 8)" },
    options: limited,
    expect: conforms,
  },
};

const told = (code: string) => `full["results"][0] = {"error": "GOT " + ${code}}`;

/** Secrets, and what belongs to the judge. */
export const reach: Readonly<Record<string, Row>> = {
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

/** Time, and verdicts. */
export const verdicts: Readonly<Record<string, Row>> = {
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
      run: `full["results"][1:] = [{"rejected": "tired"} for _ in full["results"][1:]]`,
    },
    expect: failsWith(),
  },
};
