/**
 * Programs that start what outlives them, and do not end when they are told to.
 *
 * @module
 */
import { conforms, failsWith } from "../attack.ts";
import { escape, forever, type Row, timed } from "./row.ts";

/** What is done, by id. */
export const processes: Readonly<Record<string, Row>> = {
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
