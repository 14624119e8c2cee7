/**
 * The command line as a process and its files. Needs more permissions than other tests have:
 * `deno task test:cli`; elsewhere these are ignored.
 */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { WrongCommand } from "./failure.ts";
import { readText, requireWritable, writeText } from "./world/deno_io.ts";

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

const few = ["--no-prompt", "--allow-read", "--allow-env"];

function words(args: readonly string[], permissions: readonly string[] = few): string[] {
  return ["run", "--quiet", "--config", config, ...permissions, main, ...args];
}

function command(args: readonly string[], permissions = few): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: words(args, permissions),
    stdout: "piped",
    stderr: "piped",
  });
}

async function outcomeOf(started: Deno.Command) {
  const { code, stdout, stderr } = await started.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

function runProcess(args: readonly string[], permissions = few) {
  return outcomeOf(command(args, permissions));
}

/** As {@linkcode runProcess}, but where a shell redirects. */
function inShell(args: readonly string[], redirection: string) {
  const [line, ...rest] = [`"$0" "$@" ${redirection}`, Deno.execPath(), ...words(args)];
  return outcomeOf(
    new Deno.Command("sh", { args: ["-c", line, ...rest], stdout: "piped", stderr: "piped" }),
  );
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
  await Deno.writeTextFile(`${folder}/file`, "");
  const places = { taken: "it is a folder", "new/": "it is a folder", "file/x": "is no folder" };
  for (const [place, why] of Object.entries(places)) {
    for (const attempt of [requireWritable, writeText]) {
      await assertRejects(() => attempt(`${folder}/${place}`, "x"), WrongCommand, why);
    }
  }
  await requireWritable(`${folder}/free`);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  assertEquals(names.toSorted(), ["file", "taken"]);
});

inProcess("writeText() writes where a link leads, and leaves the link", async (folder) => {
  await Deno.writeTextFile(`${folder}/file`, "first");
  await Deno.symlink(`${folder}/file`, `${folder}/link`);
  await writeText(`${folder}/link`, "second");
  assertEquals(await readText(`${folder}/file`), "second");
  assertEquals((await Deno.lstat(`${folder}/link`)).isSymlink, true);
});

inProcess("readText() says in words why it cannot read", async (folder) => {
  await assertRejects(() => readText(`${folder}/no`), WrongCommand, "there is no such file");
  await assertRejects(() => readText(folder), WrongCommand, "it is a folder");
  await Deno.writeFile(`${folder}/utf16`, Uint8Array.of(0xff, 0xfe, 0x7b, 0));
  await assertRejects(() => readText(`${folder}/utf16`), WrongCommand, "it is no UTF-8 text");
});

inProcess("readText() leaves a byte order mark out", async (folder) => {
  await Deno.writeTextFile(`${folder}/marked`, "\ufeff{}");
  assertEquals(await readText(`${folder}/marked`), "{}");
});

inProcess("the process reads standard input where the file is -", async (folder) => {
  const input = `${folder}/in.json`;
  await Deno.writeTextFile(input, '{"inputs":{"pred":3,"target":1}}');
  const { code, out } = await inShell(["evaluate", "l1_loss", "-"], `<"${input}"`);
  assertEquals(code, 0);
  assertStringIncludes(out, "rounded  2 = 0x1p+1");
});

inProcess("the process says that a device is full, on standard output and in a file", async () => {
  const printed = await inShell(["spec", "list"], ">/dev/full");
  assertEquals(printed.code, 2);
  assertEquals(printed.err, "Cannot write to standard output: there is no space left\n");
  const implementation = new URL("./fixtures/honest.ts", import.meta.url).href;
  const check = ["check", implementation, "--runs", "1", "--check", "**/pure", "--output"];
  const written = await runProcess([...check, "/dev/full"], ["--allow-all"]);
  assertEquals(written.code, 2);
  assertStringIncludes(written.err, 'Cannot write "/dev/full": there is no space left');
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
  assertStringIncludes(err, `run src/cli/main.ts with --allow-write=${file}`);
});

inProcess("the process calls a late throw no verdict", async (folder) => {
  const late = `${folder}/late.ts`;
  const honest = new URL("./fixtures/honest.ts", import.meta.url).href;
  const throwing = 'setTimeout(() => { throw new Error("too late"); });';
  await Deno.writeTextFile(late, `export { default } from "${honest}";\n${throwing}\n`);
  const { code, out, err } = await runProcess(["check", late, "--runs", "1"]);
  assertEquals([code, out], [3, ""]);
  assertEquals(
    err,
    "Something failed outside of any call to the implementation: Error: too late (late.ts:2:26)\n",
  );
});

inProcess("the process calls no exit of the implementation a verdict", async (folder) => {
  const leaving = `${folder}/leaving.ts`;
  for (
    const exit of ["Deno.exit(0)", "setTimeout(() => Deno.exit(0)); await new Promise(() => {})"]
  ) {
    await Deno.writeTextFile(leaving, `${exit};\n`);
    const { code, out, err } = await runProcess(["check", leaving]);
    assertEquals([code, out], [3, ""]);
    assertStringIncludes(err, "The implementation ended the process that was to check it");
  }
});

inProcess("the process keeps what an implementation prints out of the report", async (folder) => {
  const chatty = `${folder}/chatty.ts`;
  const honest = new URL("./fixtures/honest.ts", import.meta.url).href;
  const print = 'console.log("one"); console.table(["two"]); console.dir("three");';
  await Deno.writeTextFile(chatty, `${print}\nexport { default } from "${honest}";\n`);
  const args = ["check", chatty, "--runs", "1", "--check", "**/pure", "--format", "json"];
  const { code, out, err } = await runProcess(args);
  assertEquals([code, JSON.parse(out).conforms], [0, true]);
  for (const word of ["one", "two", "three"]) assertStringIncludes(err, word);
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
  assertEquals([(await child.status).code, errors], [130, "Interrupted\n"]);
});
