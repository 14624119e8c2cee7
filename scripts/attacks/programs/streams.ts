/**
 * Programs that do with their standard streams what they should not.
 *
 * @module
 */
import { cannotRunWith, conforms, failsWith } from "../attack.ts";
import { forever, type Row, timed } from "./row.ts";

/** Time to write a lot. */
const patient = ["--timeout", "20"];

/** What is done, by id. */
export const streams: Readonly<Record<string, Row>> = {
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
    options: patient,
    expect: failsWith(/line of more than/),
  },
  "endless-lines": {
    what: "writes lines without an end",
    parts: { run: `while True: write(b"{}\\n" * 10000)` },
    options: patient,
    expect: failsWith(),
  },
  "endless-empty-lines": {
    what: "writes empty lines without an end",
    parts: { run: `while True: write(b"\\n" * 65536)` },
    options: patient,
    expect: failsWith(),
  },
  "start-endless-line": {
    what: "introduces itself by a line that never ends",
    parts: { start: `while True: write(b"x" * 65536)` },
    options: patient,
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
