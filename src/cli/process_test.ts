/**
 * The command line as a process and its files. Needs more permissions than other tests have:
 * `deno task test:cli`; elsewhere these are ignored.
 */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readText, writeText } from "./deno_io.ts";
import { WrongCommand } from "./failure.ts";

async function may(name: "run" | "write"): Promise<boolean> {
  return (await Deno.permissions.query({ name })).state === "granted";
}
const permitted = await may("run") && await may("write");
const main = new URL("./main.ts", import.meta.url).href;
const config = new URL("../../deno.json", import.meta.url).pathname;

function inProcess(name: string, body: (folder: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !permitted,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        await body(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

function command(args: readonly string[], env: Record<string, string> = {}): Deno.Command {
  const permissions = ["--no-prompt", "--allow-read", "--allow-env"];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--config", config, ...permissions, main, ...args],
    stdout: "piped",
    stderr: "piped",
    env,
  });
}

async function runProcess(args: readonly string[], env?: Record<string, string>) {
  const { code, stdout, stderr } = await command(args, env).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

inProcess("writeText() replaces a file whole and leaves nothing beside it", async (folder) => {
  const path = `${folder}/new/report.json`;
  await writeText(path, "first, which is longer");
  await writeText(path, "second");
  assertEquals(await readText(path), "second");
  assertEquals(Array.from(Deno.readDirSync(`${folder}/new`), ({ name }) => name), ["report.json"]);
});

inProcess("writeText() leaves nothing when it cannot write", async (folder) => {
  await Deno.mkdir(`${folder}/taken`);
  await assertRejects(() => writeText(`${folder}/taken`, "x"), WrongCommand, "it is a folder");
  assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["taken"]);
});

inProcess("readText() says in words why it cannot read", async (folder) => {
  await assertRejects(() => readText(`${folder}/no`), WrongCommand, "there is no such file");
  await assertRejects(() => readText(folder), WrongCommand, "it is a folder");
});

inProcess("the process exits with the code and prints no colours into a pipe", async () => {
  const { code, out, err } = await runProcess(["spec", "show", "l1_loss"]);
  assertEquals([code, err], [0, ""]);
  // deno-lint-ignore no-control-regex
  assertEquals(/\x1b/.test(out), false);
  assertEquals((await runProcess(["spec", "show", "l1_los"])).code, 2);
});

inProcess("the process says which permission it lacks", async (folder) => {
  const implementation = new URL("./fixtures/honest.ts", import.meta.url).href;
  const file = `${folder}/report.json`;
  const { code, err } = await runProcess(
    ["check", implementation, "--runs", "1", "--check", "**/pure", "--output", file],
  );
  assertEquals(code, 2);
  assertStringIncludes(err, `run lossproof with --allow-write=${file}`);
});

inProcess("the process calls a late throw no verdict", async (folder) => {
  const late = `${folder}/late.ts`;
  const honest = new URL("./fixtures/honest.ts", import.meta.url).href;
  const throwing = 'setTimeout(() => { throw new Error("too late"); });';
  await Deno.writeTextFile(late, `export { default } from "${honest}";\n${throwing}\n`);
  const { code, out, err } = await runProcess(["check", late, "--runs", "1"]);
  assertEquals([code, out], [3, ""]);
  assertEquals(err, "Something failed outside of any call to the implementation: too late\n");
});

inProcess("the process ends without a stack when its reader goes away", async () => {
  const implementation = new URL("./fixtures/honest.ts", import.meta.url).href;
  const child = command(["check", implementation, "--runs", "200", "--format", "events"]).spawn();
  await child.stdout.cancel();
  const errors = await new Response(child.stderr).text();
  assertEquals([(await child.status).code, errors], [141, ""]);
});

inProcess("the process ends without a stack when it is interrupted", async () => {
  const implementation = new URL("./fixtures/honest.ts", import.meta.url).href;
  const child = command(["check", implementation, "--runs", "200", "--format", "events"]).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  child.kill("SIGINT");
  while (!(await reader.read()).done);
  const errors = await new Response(child.stderr).text();
  assertEquals([(await child.status).code, errors], [130, ""]);
});
