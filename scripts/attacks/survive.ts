/**
 * Carries out one attack, and tells what went wrong.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import type { Attack, Command } from "./attack.ts";
import { faultsOf } from "./faults.ts";
import { givenBy, taskFor } from "./permissions.ts";
import { changesBetween, makeProject, type Project, snapshotOf } from "./project.ts";
import { listen } from "./beacon.ts";
import { watch } from "./watch.ts";

/** What became of an attack. */
export interface Fate {
  /** A sentence for each fault; none when it was survived. */
  readonly faults: readonly string[];
  /** How long it took, in seconds, and the most memory, in bytes. */
  readonly seconds: number;
  readonly peak: number;
  /** What was printed, for whoever looks into a fault. */
  readonly printed: string;
}

const tree = new URL("../../", import.meta.url).pathname;
const gib = 2 ** 30;

/** Carries an attack out in a folder of its own, and removes it. */
export async function survive(attack: Attack): Promise<Fate> {
  const secret = `secret-${crypto.randomUUID()}`;
  const beacon = listen();
  const fill = (text: string, { home }: Project) =>
    text.replaceAll("{{TREE}}", tree.slice(0, -1)).replaceAll("{{HOME}}", home)
      .replaceAll("{{PORT}}", String(beacon.port));
  const project = await makeProject(attack.files ?? {}, secret, fill);
  try {
    const place = { project, secret, port: beacon.port, fill };
    const first = await carryOut(attack, place);
    const second = attack.then && await carryOut(attack.then, place);
    await beacon.close();
    const arrived = attack.asksRegistry ? [] : beacon.knocks;
    const knocks = arrived.map((line) => `reached the network: ${line}`);
    const later = second?.faults.map((fault) => `then ${fault}`) ?? [];
    return {
      faults: [...first.faults, ...later, ...knocks],
      seconds: first.seconds + (second?.seconds ?? 0),
      peak: Math.max(first.peak, second?.peak ?? 0),
      printed: first.printed + (second?.printed ?? ""),
    };
  } finally {
    await beacon.close();
    await Deno.remove(project.root, { recursive: true });
  }
}

interface Place {
  readonly project: Project;
  readonly secret: string;
  readonly port: number;
  readonly fill: (text: string, project: Project) => string;
}

async function carryOut(command: Command, place: Place): Promise<Fate> {
  const { project, secret } = place;
  const { limit = 60, memory = 3 * gib, writes = [], signals = [], reads, disk } = command;
  const killed = signals.some(({ signal }) => signal === "SIGKILL");
  const args = command.args.map((word) => place.fill(word, project));
  const { flags, env } = givenBy(taskFor(args));
  const [stdin, out, err] = ["stdin", "out", "err"].map((name) => join(project.root, name));
  await Deno.writeTextFile(stdin, command.stdin ?? "");
  if (command.prepare !== undefined) {
    const problem = await prepare(place.fill(command.prepare, project), project);
    if (problem !== "") {
      return { faults: ["left nothing to go on with"], seconds: 0, peak: 0, printed: problem };
    }
  }
  const before = await snapshotOf(project);
  const deno = [...flags, "--quiet", "--config", `${tree}deno.json`, `${tree}src/cli/main.ts`];
  const line = `exec "$0" "$@" ${command.redirected ?? ""}`;
  const watched = await watch({
    command: ["sh", "-c", line, Deno.execPath(), "run", ...deno, ...args],
    cwd: project.work,
    env: { ...env, ...environment(place) },
    stdin,
    out,
    err,
    limit,
    memory,
    grace: killed ? 6 : 3,
    signals: signals.map((blow) => ({ group: false, ...blow })),
    ...reads !== undefined && { reads },
    ...disk !== undefined && { disk },
  });
  const read = async (path: string) => new TextDecoder().decode(await Deno.readFile(path));
  const at = args.findIndex((word) => word === "--output" || word === "-o");
  const report = at < 0 || args[at + 1] === "-" || args[0] === "init"
    ? undefined
    : await plainText(join(project.work, args[at + 1]));
  const outcome = { code: watched.code, out: await read(out), err: await read(err) };
  const ended = watched.late
    ? [`still running after ${limit} s`]
    : watched.heavy
    ? [`took more than ${(memory / gib).toFixed(1)} GiB`]
    : faultsOf(command, { ...outcome, ...report !== undefined && { report } }, secret);
  return {
    faults: [
      ...ended,
      ...watched.left.map((words) => `left a process: ${words}`),
      ...changesBetween(before, await snapshotOf(project), writes, killed),
    ],
    seconds: watched.seconds,
    peak: watched.peak,
    printed: `$ lossproof ${args.join(" ")}\n${outcome.out}${outcome.err}`,
  };
}

/** What went wrong: what was to be edited is not there. */
async function prepare(python: string, { work }: Project): Promise<string> {
  const given = { args: ["-S", "-c", python], cwd: work };
  const { stderr } = await new Deno.Command("python3", given).output();
  return new TextDecoder().decode(stderr);
}

/** A plain file's text; of a link, a device or a folder there is none. */
async function plainText(path: string): Promise<string | undefined> {
  const there = await Deno.lstat(path).catch(() => undefined);
  return there?.isFile ? await Deno.readTextFile(path) : undefined;
}

/** The environment has a secret. Every road out of this machine leads by way of the beacon. */
function environment({ project, secret, port }: Place) {
  const proxy = `http://127.0.0.1:${port}`;
  return {
    PATH: `${dirname(Deno.execPath())}:${project.root}/bin:/usr/bin:/bin`,
    HOME: project.home,
    TMPDIR: join(project.root, "tmp"),
    LANG: "C.UTF-8",
    DENO_DIR: denoFolder(),
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
    ATTACK_SECRET: secret,
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
  };
}

/** Where Deno keeps what it has loaded: the home of an attack has none of that. */
function denoFolder(): string {
  const { DENO_DIR, XDG_CACHE_HOME, HOME } = Deno.env.toObject();
  return DENO_DIR ?? join(XDG_CACHE_HOME ?? `${HOME}/.cache`, "deno");
}
