/**
 * No process outlives us: the only place that kills, and that hears the system's signals.
 *
 * A guarded process is killed with its group when ours ends by itself (`unload`). While one is guarded,
 * or somebody listens with {@linkcode onSignal}, SIGINT (Ctrl-C), SIGTERM and SIGHUP do not end us as
 * they would by default; unless somebody listens, they end us with exit code 128 + their number all the
 * same, and so the guarded processes first.
 *
 * @module
 */

/** What of a child process is needed to kill it. */
export type Killable = Pick<Deno.ChildProcess, "pid" | "kill">;

const guarded = new Set<Killable>();
/** Who hears signals; the last one is told. */
const listeners: ((exitCode: number) => void)[] = [];

/** Is told of every guard. */
let watcher: (pid: number, lives: boolean) => void = () => undefined;

/**
 * Tells of every process that is guarded from now on, and of its end: a thread's guards end with it, so
 * that another one has to see to its processes.
 *
 * @param watch is told the process id, and whether the process lives
 */
export function onGuard(watch: (pid: number, lives: boolean) => void): void {
  watcher = watch;
}

/**
 * Sees to it that a process with its group does not outlive us.
 *
 * @param process leads a process group
 * @returns ends the guard, once the process has ended
 */
export function guard(process: Killable): () => void {
  guarded.add(process);
  watcher(process.pid, true);
  update();
  return () => {
    if (guarded.delete(process)) watcher(process.pid, false);
    update();
  };
}

/**
 * Hears SIGINT, SIGTERM and SIGHUP in place of what they do by default.
 *
 * @param respond is told the exit code that the signal stands for: 130, 143, 129
 * @returns ends the hearing
 */
export function onSignal(respond: (exitCode: number) => void): () => void {
  listeners.push(respond);
  update();
  return () => {
    const at = listeners.indexOf(respond);
    if (at >= 0) listeners.splice(at, 1);
    update();
  };
}

/**
 * Kills a process and all others of its group, at once.
 *
 * @param process leads a process group
 */
export function killGroup(process: Killable): void {
  try {
    Deno.kill(-process.pid, "SIGKILL");
    return;
  } catch (error) {
    // A group of which nobody is left; else a permission to run only some programs.
    if (!(error instanceof Deno.errors.NotCapable)) return;
  }
  try {
    new Deno.Command("kill", { args: ["-KILL", "--", `-${process.pid}`], stderr: "null" })
      .outputSync();
  } catch {
    try {
      process.kill("SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

function killAll(): void {
  for (const process of guarded) killGroup(process);
}

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const handlers = Object.entries(signals).map(([signal, number]) => {
  const handle = () => (listeners.at(-1) ?? Deno.exit)(128 + number);
  return [signal as keyof typeof signals, handle] as const;
});
let guarding = false;
let hearing = false;

/** Listens while there is a reason to, so that nothing keeps our process from ending. */
function update(): void {
  const guards = guarded.size > 0;
  if (guards !== guarding) {
    guarding = guards;
    if (guards) globalThis.addEventListener("unload", killAll);
    else globalThis.removeEventListener("unload", killAll);
  }
  const hears = guards || listeners.length > 0;
  if (hears === hearing) return;
  hearing = hears;
  for (const [signal, handle] of handlers) {
    if (hears) Deno.addSignalListener(signal, handle);
    else Deno.removeSignalListener(signal, handle);
  }
}
