/**
 * What attacks by programs are made of: Python that is put in, options, and what is to come of it.
 *
 * @module
 */
import type { Attack, Expectation } from "../attack.ts";
import { checkProgram, type Parts, programText } from "../program_text.ts";

/** An attack without its id. */
export interface Row {
  readonly what: string;
  readonly parts: Parts;
  readonly options?: readonly string[];
  readonly limit?: number;
  readonly expect: Expectation;
}

/** The attack of a row. */
export const program = (id: string, { what, parts, options = [], limit, expect }: Row): Attack => ({
  id,
  what,
  files: { "program.py": programText(parts) },
  args: checkProgram(...options),
  ...limit !== undefined && { limit },
  expect,
});

/** The attacks of rows by their ids, of one kind. */
export const rows = (kind: string, all: Readonly<Record<string, Row>>): readonly Attack[] =>
  Object.entries(all).map(([id, row]) => program(`${kind}/${id}`, row));

/** A second for each call. */
export const timed = ["--timeout", "1"];

/** 300 MB, and time to fill them. */
export const limited = ["--memory", "300m", "--timeout", "20"];

/** Never ends. */
export const forever = "while True: time.sleep(100)";

/** Leaves the session and the group, by a grandchild that nobody waits for. */
export const escape = `if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (0, 1, 2): os.close(number)
        ${forever}
    os._exit(0)`;
