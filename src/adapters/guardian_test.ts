/**
 * Needs to start a shell; elsewhere ignored.
 */
import { assertEquals } from "@std/assert";
import { markVariable, setGuardian } from "./guardian.ts";

const ignore = Deno.permissions.querySync({ name: "run", command: "sh" }).state !== "granted";

/** A shell in a group of its own that never ends, and leaves another behind that has left the group. */
async function startFamily(mark: string): Promise<Deno.ChildProcess> {
  const stray = "setsid sh -c 'echo ready; while :; do sleep 1; done' & ";
  const process = new Deno.Command("sh", {
    args: ["-c", `${Deno.build.os === "linux" ? stray : "echo ready;"} while :; do sleep 1; done`],
    env: { [markVariable]: mark },
    stdout: "piped",
    detached: true,
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  return process;
}

Deno.test({
  name: "a guardian ends the group, and who has left it: nobody holds its output open",
  ignore,
  async fn() {
    const mark = crypto.randomUUID();
    const process = await startFamily(mark);
    const guardian = setGuardian(process.pid, mark)!;
    await guardian.end();
    assertEquals((await process.status).signal, "SIGKILL");
    // The stray held this open, too.
    for await (const _ of process.stdout);
  },
});

Deno.test({
  name: "a guardian leaves others alone",
  ignore,
  async fn() {
    const [one, other] = await Promise.all([startFamily("one"), startFamily("other")]);
    await setGuardian(one.pid, "one")!.end();
    assertEquals((await one.status).success, false);
    const ended = await Promise.race([
      other.status.then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 200)),
    ]);
    assertEquals(ended, false);
    await setGuardian(other.pid, "other")!.end();
    await Promise.all([one.stdout.cancel(), other.stdout.cancel(), other.status]);
  },
});
