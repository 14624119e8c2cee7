/**
 * Strangers' text that comes by a program.
 *
 * @module
 */
import type { Attack } from "../attack.ts";
import { formats, hostile, hostileLine } from "../hostile_text.ts";
import { program } from "./row.ts";

/** All of it. */
export const telling: readonly Attack[] = [
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
];
