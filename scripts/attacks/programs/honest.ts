/**
 * Programs that do nothing wrong: none may be accused.
 *
 * @module
 */
import { type Attack, conforms } from "../attack.ts";
import { program } from "./row.ts";

/** All of them. */
export const honest: readonly Attack[] = [
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
];
