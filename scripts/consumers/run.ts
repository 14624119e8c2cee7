/**
 * Runs the consumers: `deno task consumers`. Each reads the golden files without any of Lossproof's code,
 * must pass its own smooth L1 and sigmoid focal loss, must fail each of them spoiled, and must fail every
 * canary.
 *
 * A language whose tool is not on the machine is skipped, and said so.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import { say } from "../rigour/reporting.ts";

/** One consumer: how it is built and run, and the file that is the reader. */
interface Consumer {
  readonly language: string;
  readonly folder: string;
  /** The reader; its lines are counted. */
  readonly reader: string;
  /** The implementations, and what spoils each. */
  readonly implementations: string;
  readonly spoils: readonly (readonly [from: string, to: string])[];
  readonly build?: readonly string[];
  readonly run: readonly string[];
  /** A command that fails where the tool is not there. */
  readonly probe: readonly string[];
}

const python = Deno.env.get("LOSSPROOF_PYTHON") ?? "python3";

const consumers: readonly Consumer[] = [
  {
    language: "Python (NumPy)",
    folder: "python",
    reader: "check.py",
    implementations: "losses.py",
    spoils: [["d / beta, np.sign(d)", "d, np.sign(d)"], ["one * gamma * turn", "turn"]],
    run: [python, "check.py"],
    probe: [python, "-c", "import numpy"],
  },
  {
    language: "Go",
    folder: "go",
    reader: "check.go",
    implementations: "losses.go",
    spoils: [["size - beta/2", "size - 0.5"], ["clipped(max(x, 0)", "clipped(max(-x, 0)"]],
    build: ["go", "build", "-o", "consumer", "."],
    run: ["./consumer"],
    probe: ["go", "version"],
  },
  {
    language: "C++ (nlohmann/json)",
    folder: "cpp",
    reader: "check.cpp",
    implementations: "losses.hpp",
    spoils: [["{0.5f * d * (d / beta)", "{d * (d / beta)"], ["alpha->second * t", "t"]],
    build: ["g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-o", "consumer", "check.cpp"],
    run: ["./consumer"],
    probe: ["g++", "-fsyntax-only", "-x", "c++", "-include", "nlohmann/json.hpp", "/dev/null"],
  },
  {
    language: "Rust (serde_json)",
    folder: "rust",
    reader: "src/main.rs",
    implementations: "src/losses.rs",
    spoils: [["0.5 * d * ratio", "d * ratio"], ["1.0 - 2.0 * t", "1.0 - t"]],
    build: ["cargo", "build", "--quiet"],
    run: ["./target/debug/golden"],
    probe: ["cargo", "--version"],
  },
];

/** Lines of a reader at most, without blank ones, comments, imports and lone closing brackets. */
const mostLines = 40;

const silent =
  /^\s*$|^\s*(\/\/|#include|use |mod |using |import |from |package |""")|^\s*[)\]}]*[;,]*$|^\t"[\w/]+"$/;

const golden = fromFileUrl(new URL("../../golden/", import.meta.url));
const files = ["smooth_l1_loss", "sigmoid_focal_loss", "canary"].map((name) =>
  `${golden}${name}.json`
);

interface Outcome {
  readonly ok: boolean;
  readonly text: string;
}

/** Runs a command; `ok` is false, too, where there is no such program. */
async function outcomeOf([program, ...args]: readonly string[], cwd: string): Promise<Outcome> {
  try {
    const env = { PYTHONDONTWRITEBYTECODE: "1" };
    const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd, env })
      .output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { ok: success, text: decode(stdout) + decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { ok: false, text: `there is no ${program}` };
    throw error;
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** What is wrong with a consumer; nothing where it is as it must be. */
async function problemOf(consumer: Consumer, folder: string): Promise<string | undefined> {
  const { build, run, reader, implementations, spoils } = consumer;
  const text = await Deno.readTextFile(`${folder}/${reader}`);
  const lines = text.split("\n").filter((line) => !silent.test(line)).length;
  if (lines > mostLines) return `${reader} has ${lines} lines`;
  const attempt = async (): Promise<Outcome> => {
    const built = build === undefined ? undefined : await outcomeOf(build, folder);
    if (built?.ok === false) throw new Error(`cannot be built:\n${built.text}`);
    return await outcomeOf([...run, ...files], folder);
  };
  const honest = await attempt();
  if (!honest.ok) return `fails a right implementation: ${honest.text}`;
  say(`${consumer.language}, ${lines} lines\n${honest.text.replaceAll(golden, "  ")}`.trimEnd());
  const path = `${folder}/${implementations}`;
  const right = await Deno.readTextFile(path);
  for (const [from, to] of spoils) {
    const wrong = right.replace(from, to);
    if (wrong === right) return `${implementations} has no "${from}"`;
    await Deno.writeTextFile(path, wrong);
    const spoiled = await attempt();
    if (spoiled.ok) return `passes a wrong implementation: ${to}`;
  }
  // The file alone, marked as right: every case of it is wrong, so the reader must say so.
  await Deno.writeTextFile(path, right);
  const unmarked = `${folder}/unmarked.json`;
  const canary = JSON.parse(await Deno.readTextFile(`${golden}canary.json`));
  delete canary.wrong_on_purpose;
  await Deno.writeTextFile(unmarked, JSON.stringify(canary));
  if ((await outcomeOf([...run, unmarked], folder)).ok) return "passes the canary";
  say("  fails each of them spoiled, and the canary");
  return undefined;
}

/** Runs all consumers; the exit code. */
async function runConsumers(): Promise<number> {
  let failed = 0;
  const workshop = await Deno.makeTempDir({ prefix: "lossproof-consumers-" });
  try {
    for (const consumer of consumers) {
      const source = fromFileUrl(new URL(consumer.folder, import.meta.url));
      const probe = await outcomeOf(consumer.probe, source);
      if (!probe.ok) {
        say(`${consumer.language}: skipped, ${probe.text.trim().split("\n").at(-1)}`);
        continue;
      }
      const folder = `${workshop}/${consumer.folder}`;
      await copyFolder(source, folder);
      const problem = await problemOf(consumer, folder).catch((error: Error) => error.message);
      if (problem === undefined) continue;
      say(`✗ ${consumer.language} ${problem}`);
      failed++;
    }
  } finally {
    await Deno.remove(workshop, { recursive: true });
  }
  return failed === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await runConsumers());
