/**
 * All attacks by command lines: words that are wrong, outputs that take nothing, budgets.
 *
 * @module
 */
import { type Attack, conforms } from "../attack.ts";
import { checkL1, moduleText } from "../module_text.ts";
import { checkProgram, programText } from "../program_text.ts";
import { wordings } from "./words.ts";

const few = ["--check", "l1_loss/agreement/sum", "--runs", "3"];
const one = ["check", "module.ts", ...few];

/** Where standard output leads. */
const streams: Readonly<Record<string, Omit<Attack, "id" | "what" | "files">>> = {
  "out-full": {
    args: one,
    redirected: ">/dev/full",
    expect: { code: 2, says: [/no space left/] },
  },
  "out-full-events": {
    args: [...one, "--format", "events"],
    redirected: ">/dev/full",
    expect: { code: 2, says: [/no space left/] },
  },
  "err-full": {
    args: [...one, "--output", "r.txt"],
    redirected: "2>/dev/full",
    writes: ["r.txt"],
    expect: { code: [0, 2] },
  },
  "both-full": { args: one, redirected: ">/dev/full 2>&1", expect: { code: 2 } },
  "out-closed": { args: one, redirected: ">&-", expect: { code: [0, 2, 141] } },
  "err-closed": { args: one, redirected: "2>&-", expect: conforms },
  "in-closed": { args: one, redirected: "<&-", expect: conforms },
  "in-full": {
    args: ["evaluate", "l1_loss", "-"],
    redirected: "</dev/zero",
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect: { code: 2 },
  },
  "in-folder": { args: ["evaluate", "l1_loss", "-"], redirected: "<.git", expect: { code: 2 } },
  "output-full": {
    args: [...one, "--output", "/dev/full"],
    expect: { code: 2, says: [/no space left|not permitted/] },
  },
  "program-out-full": {
    args: checkProgram("--format", "events"),
    redirected: ">/dev/full",
    expect: { code: 2, says: [/no space left/] },
  },
  "disk-full": {
    args: [...one, "--format", "json", "--output", "report.json"],
    disk: 256,
    expect: { code: 2, says: [/report\.json/] },
  },
  "disk-full-save": {
    args: [...checkL1, "--save", "kept", "--output", "report.txt"],
    disk: 0,
    writes: ["kept"],
    expect: { code: 2, says: [/report\.txt/] },
  },
};

const budgets: readonly Attack[] = [
  {
    id: "budget/runs-1e9",
    what: "asks for a thousand million cases, and gives three seconds",
    files: { "module.ts": moduleText() },
    args: ["check", "module.ts", "--runs", "1000000000", "--deadline", "3s"],
    limit: 30,
    expect: { code: 3, says: [/incomplete/], never: [/: conforms/] },
  },
  {
    id: "budget/runs-1e9-json",
    what: "asks for a thousand million cases as JSON, and gives three seconds",
    files: { "module.ts": moduleText() },
    args: [
      ...["check", "module.ts", "--runs", "1000000000", "--deadline", "3s"],
      ...["--format", "json", "--output", "report.json"],
    ],
    writes: ["report.json"],
    limit: 30,
    expect: { code: 3, says: [/incomplete/], never: [/"conforms": ?true/] },
  },
  {
    id: "budget/time-and-deadline",
    what: "goes on for an hour, and has a deadline of three seconds",
    files: { "module.ts": moduleText() },
    args: [...one, "--time", "1h", "--deadline", "3s"],
    limit: 30,
    expect: { code: [0, 3] },
  },
  {
    id: "budget/identify",
    what: "identifies a module that never answers, and has a deadline",
    files: { "module.ts": moduleText({ inCall: "for (;;);" }) },
    args: ["identify", "module.ts", "--timeout", "1"],
    limit: 60,
    expect: { code: [0, 1, 3], says: [/TIMEOUT|did not answer/] },
  },
  {
    id: "budget/jobs",
    what: "honest: runs four implementations at a time",
    files: { "program.py": programText() },
    args: checkProgram("--jobs", "4"),
    expect: conforms,
  },
];

/** All attacks by command lines. */
export const commandLines: readonly Attack[] = [
  ...wordings,
  ...Object.entries(streams).map(([id, command]) => ({
    id: `stream/${id}`,
    what: `has standard streams that take nothing, or give nothing (${id})`,
    files: { "module.ts": moduleText(), "program.py": programText() },
    ...command,
  })),
  ...budgets,
];
