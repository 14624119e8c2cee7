/**
 * A process that outlives ours, and ends with us what we have started.
 *
 * It waits until its standard input is closed, which happens however we end, `kill -9` included. Then it kills
 * the process group that it was told, and every process whose environment has the group's mark, which
 * descendants inherit. So it also finds who has left the group. It cannot find a process that has left the group
 * and has cleared its environment, nor, where there is no `/proc`, any that has left the group.
 *
 * @module
 */

const script = `trap '' HUP INT TERM
cat >/dev/null
kill -KILL -- "-$1" 2>/dev/null
round=0
while [ $round -lt 8 ]; do
  files=$(grep -lsaF "$2" /proc/[0-9]*/environ 2>/dev/null)
  [ -n "$files" ] || break
  for file in $files; do
    pid=\${file#/proc/}
    kill -KILL "\${pid%/environ}" 2>/dev/null
  done
  round=$((round + 1))
done`;

/** The variable that marks a group's processes. */
export const markVariable = "LOSSPROOF_CHILD";

/** Watches over a process group. */
export interface Guardian {
  /** Lets it kill the group and who has left it; resolves when that is done. */
  end(): Promise<void>;
}

/**
 * Sets a guardian over a process group.
 *
 * @param pid leads the group
 * @param mark the value of {@linkcode markVariable} in the group's environment
 * @returns the guardian; absent where there is no shell, or none may be run
 */
export function setGuardian(pid: number, mark: string): Guardian | undefined {
  let process: Deno.ChildProcess;
  try {
    process = new Deno.Command("sh", {
      args: ["-c", script, "lossproof-guardian", String(pid), `${markVariable}=${mark}`],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  } catch {
    return undefined;
  }
  // The guardian keeps nobody waiting: it goes on by itself.
  process.unref();
  return {
    async end() {
      process.ref();
      await process.stdin.close().catch(() => undefined);
      await process.status;
    },
  };
}
