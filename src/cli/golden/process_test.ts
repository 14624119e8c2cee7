import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";

const granted = await Promise.all(
  (["run", "write"] as const).map((name) => Deno.permissions.query({ name })),
);
const ignore = granted.some(({ state }) => state !== "granted");

const main = fromFileUrl(new URL("../main.ts", import.meta.url));
const shipped = fromFileUrl(new URL(import.meta.resolve("lossproof/golden/")));

function start(
  args: readonly string[],
  { env = {}, write = "--allow-write" }: { env?: Record<string, string>; write?: string } = {},
): Deno.ChildProcess {
  const permissions = ["--allow-read", "--allow-env", write, "--allow-run=deno,sh,kill"];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...permissions, main, "golden", ...args],
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function outcomeOf(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: decode(stdout), err: decode(stderr) };
}

/** All files below a folder by path, as text that tells every byte. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) Object.assign(contents, await contentsOf(path));
    else contents[path] = new TextDecoder("latin1").decode(await Deno.readFile(path));
  }
  return contents;
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}

async function inWorkshop(body: (folder: string, workshop: string) => Promise<void>) {
  const workshop = await Deno.makeTempDir();
  try {
    const folder = join(workshop, "golden");
    await copyFolder(shipped, folder);
    await body(folder, workshop);
  } finally {
    await Deno.chmod(join(workshop, "golden"), 0o755);
    await Deno.remove(workshop, { recursive: true });
  }
}

Deno.test({
  name: "golden verify names a flipped digit, an extra and a missing file, and a lie, at once",
  ignore,
  fn: () =>
    inWorkshop(async (folder) => {
      const edit = async (name: string, from: string, to: string) => {
        const path = join(folder, name);
        const text = await Deno.readTextFile(path);
        assert(text.includes(from), `${name} has ${from}`);
        await Deno.writeTextFile(path, text.replace(from, to));
      };
      await edit(
        "huber_loss.json",
        '"expected": [0.3017578125]',
        '"expected": [0.30175781250000006]',
      );
      await edit("manifest.json", '"seed": 1', '"seed": 2');
      await Deno.remove(join(folder, "onnx", "l1_loss.sum.f32.onnx"));
      await Deno.writeTextFile(join(folder, "notes.txt"), "mine");
      const { code, out } = await outcomeOf(start(["verify", "--folder", folder]));
      assertEquals(code, 1);
      for (
        const problem of [
          "/huber_loss.json is not what the manifest says: its digest is another",
          "/huber_loss.json boxes_mean/f64: value[0] was 0.3017578125, is 0.30175781250000006",
          "/onnx/l1_loss.sum.f32.onnx is missing",
          "/notes.txt is not in the manifest",
          "/manifest.json is not what would be made now",
        ]
      ) assertStringIncludes(out, problem);
      assertStringIncludes(out, "is not what it must be: 5 problems in 4 files");
    }),
});

Deno.test({
  name: "golden generate that is interrupted leaves the folder as it was, and nothing beside it",
  ignore,
  fn: () =>
    inWorkshop(async (folder, workshop) => {
      const before = await contentsOf(workshop);
      const child = start(["generate", "--folder", folder]);
      setTimeout(() => child.kill("SIGINT"), 2000);
      const { code, out } = await outcomeOf(child);
      assertEquals([code, out], [130, ""]);
      assertEquals(await contentsOf(workshop), before);
      const beside = await Array.fromAsync(Deno.readDir(workshop));
      assertEquals(beside.map(({ name }) => name), ["golden"]);
    }),
});

Deno.test({
  name:
    "golden generate gives back the same bytes, whatever the locale and the time zone, and keeps the README",
  ignore,
  fn: () =>
    inWorkshop(async (folder, workshop) => {
      const before = await contentsOf(workshop);
      const env = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
      const { code, err } = await outcomeOf(start(["generate", "--folder", folder], { env }));
      assertEquals([code, err], [0, ""]);
      assertEquals(await contentsOf(workshop), before);
    }),
});

Deno.test({
  name: "golden generate says before the work that nothing can be written",
  ignore,
  fn: () =>
    inWorkshop(async (folder) => {
      const generate = ["generate", "--folder", folder];
      const denied = await outcomeOf(start(generate, { write: `--allow-write=${folder}/onnx` }));
      assertEquals([denied.code, denied.out], [2, ""]);
      assertStringIncludes(denied.err, `Cannot write "${folder}": lossproof is not permitted to`);
      // Nothing is forbidden to root.
      if (Deno.uid() === 0) return;
      await Deno.chmod(folder, 0o555);
      const readOnly = await outcomeOf(start(generate));
      assertEquals(readOnly.code, 2);
      assertStringIncludes(readOnly.err, `Cannot write "${folder}": the system does not permit it`);
    }),
});
