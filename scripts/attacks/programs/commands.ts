/**
 * Programs that are none.
 *
 * @module
 */
import { type Attack, cannotRunWith, refusedWith } from "../attack.ts";
import { programText } from "../program_text.ts";

/** Programs that are none, and words that do not fit. */
export const commands: readonly Attack[] = [
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
