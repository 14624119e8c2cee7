/**
 * The folder that an attack happens in: a project with what a stranger would like to change.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import type { Content } from "./attack.ts";

/** A project's folders. */
export interface Project {
  readonly root: string;
  readonly work: string;
  readonly home: string;
}

const tree = new URL("../../", import.meta.url);

/**
 * Makes a project.
 *
 * @param files what the attack puts into it, by path
 * @param secret what stands in files that no report may tell of
 * @param fill puts in what stands for the place
 */
export async function makeProject(
  files: Readonly<Record<string, Content>>,
  secret: string,
  fill: (text: string, project: Project) => string,
): Promise<Project> {
  const root = await Deno.makeTempDir({ prefix: "attack-" });
  const project = { root, work: join(root, "work"), home: join(root, "home") };
  await Deno.mkdir(join(root, "tmp"));
  const sentinels: Readonly<Record<string, Content>> = {
    "work/.git/hooks/pre-commit": "#!/bin/sh\nexit 0\n",
    "work/.git/config": "[core]\n",
    "work/.env": `TOKEN=${secret}\n`,
    "work/spec/l1_loss.json": "{}\n",
    "work/package.json": "{}\n",
    "home/.ssh/id_rsa": `${secret}\n`,
    "home/.bashrc": "# nothing\n",
    "home/credentials.json": JSON.stringify({ secret }),
    "bin/python3": { link: await python() },
  };
  const theirs = Object.entries(files).map(([path, content]) => [`work/${path}`, content] as const);
  for (const [path, content] of [...Object.entries(sentinels), ...theirs]) {
    await write(join(root, path), typeof content === "string" ? fill(content, project) : content);
  }
  return project;
}

async function write(path: string, content: Content): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  if (typeof content === "string") await Deno.writeTextFile(path, content);
  else if (content instanceof Uint8Array) await Deno.writeFile(path, content);
  else await outputOf("sh", ["-c", 'ln -s "$0" "$1"', content.link, path]);
}

let found: Promise<string> | undefined;

/** Python itself, in place of a wrapper that needs another home. */
function python(): Promise<string> {
  return found ??= outputOf("python3", ["-c", "import sys; print(sys.executable)"]);
}

async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const { stdout, success } = await new Deno.Command(command, { args: [...args] }).output();
  if (!success) throw new Error(`Cannot run ${command} ${args.join(" ")}`);
  return new TextDecoder().decode(stdout).trim();
}

/** What lies where, by path: a digest, a link's end, or that it is a folder. */
export type Snapshot = ReadonlyMap<string, string>;

/** What a project's folders hold, and those files of Lossproof's own that verdicts rest on. */
export async function snapshotOf({ root }: Project): Promise<Snapshot> {
  const snapshot = new Map<string, string>();
  for (const folder of ["work", "home", "tmp"]) await look(root, folder, snapshot);
  for (const name of ["spec", "deno.json", "deno.lock"]) {
    await look(new URL(".", tree).pathname, name, snapshot);
  }
  return snapshot;
}

async function look(root: string, path: string, into: Map<string, string>): Promise<void> {
  const full = join(root, path);
  const { isSymlink, isDirectory, isFile, mode } = await Deno.lstat(full);
  if (isSymlink) into.set(path, `link to ${await Deno.readLink(full)}`);
  else if (isFile) into.set(path, `${mode} ${await digestOf(full)}`);
  else into.set(path, "folder");
  if (!isDirectory) return;
  for await (const { name } of Deno.readDir(full)) await look(root, join(path, name), into);
}

async function digestOf(path: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
  return new Uint8Array(digest).toHex();
}

/**
 * What changed, appeared or is gone where it must not, and what was left half-written.
 *
 * @param before what was there
 * @param after what is there now
 * @param writes what may change, in the working folder
 * @param killed whether a process could not clean up
 */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  writes: readonly string[],
  killed: boolean,
): readonly string[] {
  const allowed = writes.map((path) => join("work", path));
  const may = (path: string) =>
    allowed.some((open) =>
      path === open || path.startsWith(`${open}/`) || open.startsWith(`${path}/`)
    );
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const changed = paths.filter((path) => before.get(path) !== after.get(path));
  const litter = new Set([...after.keys()].filter((path) => /\.(?:tmp|old)(?:\/|$)/.test(path)));
  const excused = (path: string) => killed && (litter.has(path) || path.startsWith("tmp/"));
  return [
    ...killed ? [] : Array.from(litter, (path) => `left ${path}`),
    ...changed.filter((path) => !may(path) && !litter.has(path) && !excused(path)).map((path) => {
      const how = !before.has(path) ? "made" : after.has(path) ? "changed" : "removed";
      return `${how} ${path}`;
    }),
  ];
}
