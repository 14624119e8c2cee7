/**
 * The command line as a process. Needs more permissions than other tests have:
 * `deno task test:cli`; elsewhere these are ignored.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { testInFolder } from "./world/_test_in_folder.ts";

const main = new URL("./main.ts", import.meta.url).href;
const config = new URL(import.meta.resolve("lossproof/deno.json")).pathname;

function inProcess(name: string, body: (folder: string) => Promise<void>): void {
  testInFolder(name, body, ["run", "write"]);
}

const few = ["--no-prompt", "--allow-read", "--allow-env", "--allow-run=deno,sh,kill"];

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

inProcess("the process calls a late throw no verdict where it is its own", async (folder) => {
  const late = `${folder}/late.ts`;
  const honest = new URL("./fixtures/honest.ts", import.meta.url).href;
  const throwing = 'setTimeout(() => { throw new Error("too late"); });';
  await Deno.writeTextFile(late, `export { default } from "${honest}";\n${throwing}\n`);
  const { code, out, err } = await runProcess(["check", "--in-process", late, "--runs", "1"]);
  assertEquals([code, out], [3, ""]);
  assertEquals(
    err,
    "Something failed outside of any call to the implementation: Error: too late (late.ts:2:26)\n",
  );
});

inProcess(
  "the process calls no exit of the implementation a verdict where it is its own",
  async (folder) => {
    const leaving = `${folder}/leaving.ts`;
    for (
      const exit of ["Deno.exit(0)", "setTimeout(() => Deno.exit(0)); await new Promise(() => {})"]
    ) {
      await Deno.writeTextFile(leaving, `${exit};\n`);
      const { code, out, err } = await runProcess(["check", "--in-process", leaving]);
      assertEquals([code, out], [3, ""]);
      assertStringIncludes(err, "The implementation ended the process that was to check it");
    }
  },
);

inProcess("the process keeps what an implementation prints out of the report", async (folder) => {
  const chatty = `${folder}/chatty.ts`;
  const honest = new URL("./fixtures/honest.ts", import.meta.url).href;
  const print = 'console.log("one"); console.table(["two"]); console.dir("three");';
  await Deno.writeTextFile(chatty, `${print}\nexport { default } from "${honest}";\n`);
  const args = ["check", chatty, "--runs", "1", "--check", "**/pure", "--format", "json"];
  for (const place of [[], ["--in-process"]]) {
    const { code, out, err } = await runProcess([...args, ...place]);
    assertEquals([code, JSON.parse(out).conforms], [0, true]);
    const prints = place.length > 0;
    for (const word of ["one", "two", "three"]) assertEquals(err.includes(word), prints, word);
  }
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
