/**
 * Runs jobs of a GitHub workflow here: the composite action's steps for real, and of GitHub's own
 * actions those that carry files from job to job.
 *
 * @module
 */
import { parse } from "@std/yaml";
import { dirname, join } from "@std/path";

type Text = string | number | boolean;

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, Text>>;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly Text[]>> };
  readonly steps: readonly Step[];
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

/** What came of one use of the composite action. */
export interface Ran {
  readonly job: string;
  readonly code: number;
  /** What the log shows; annotations are lines of it. */
  readonly log: string;
  /** What the job's page shows, in Markdown. */
  readonly summary: string;
  /** Outputs of the step. */
  readonly outputs: string;
}

/** Where a workflow runs. */
export interface Runner {
  /** The repository's root. */
  readonly root: string;
  /** An empty folder: each job gets a workspace in it. */
  readonly folder: string;
  /** Changes inputs of the composite action, e.g. to have fewer cases. */
  adapt(inputs: Record<string, string>): Record<string, string>;
}

/**
 * Runs a workflow, job by job in the order of the file.
 *
 * @param path the workflow, from the root
 * @param runner where
 * @returns each use of the composite action
 * @throws {Error} when a step is none that this runner knows
 */
export async function runWorkflow(path: string, runner: Runner): Promise<readonly Ran[]> {
  const text = await Deno.readTextFile(join(runner.root, path));
  const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, Job>> };
  const ran: Ran[] = [];
  for (const [name, job] of Object.entries(jobs)) {
    for (const matrix of combinationsOf(job.strategy?.matrix ?? {})) {
      const workspace = await Deno.makeTempDir({ dir: runner.folder, prefix: `${name}-` });
      for (const step of job.steps) {
        const given = Object.entries(step.with ?? {}).map(([key, value]) =>
          [key, expanded(String(value), { matrix })] as const
        );
        const inputs = Object.fromEntries(given);
        const action = step.uses?.split("@")[0];
        if (action === "actions/checkout") continue;
        else if (action === "actions/upload-artifact") await upload(inputs, workspace, runner);
        else if (action === "actions/download-artifact") await download(inputs, workspace, runner);
        else if (action?.startsWith("./")) {
          ran.push({ job: name, ...await use(action, inputs, workspace, runner) });
        } else throw new Error(`No runner for ${step.uses ?? step.run}`);
      }
    }
  }
  return ran;
}

function combinationsOf(
  matrix: Readonly<Record<string, readonly Text[]>>,
): readonly Readonly<Record<string, Text>>[] {
  return Object.entries(matrix).reduce<readonly Readonly<Record<string, Text>>[]>(
    (known, [key, values]) =>
      known.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  );
}

/** Puts values in the place of `${{ context.name }}`. */
function expanded(
  text: string,
  contexts: Readonly<Record<string, Readonly<Record<string, Text>>>>,
): string {
  return text.replaceAll(/\$\{\{\s*(\w+)\.([\w-]+)\s*\}\}/g, (whole, context, name) => {
    const value = contexts[context]?.[name];
    if (value === undefined) throw new Error(`${whole} is not defined`);
    return String(value);
  });
}

async function use(
  action: string,
  given: Readonly<Record<string, string>>,
  workspace: string,
  { root, adapt }: Runner,
): Promise<Omit<Ran, "job">> {
  const folder = join(root, action);
  const { inputs: declared, runs } = parse(
    await Deno.readTextFile(join(folder, "action.yml")),
  ) as Action;
  for (const name of Object.keys(given)) {
    if (!(name in declared)) throw new Error(`${action} has no input "${name}"`);
  }
  const defaults = Object.entries(declared).map(([name, input]) => [name, input.default ?? ""]);
  const inputs = adapt({ ...Object.fromEntries(defaults), ...given });
  const summary = join(workspace, ".summary");
  const output = join(workspace, ".output");
  for (const file of [summary, output]) await Deno.writeTextFile(file, "");
  const decoder = new TextDecoder();
  let code = 0;
  let log = "";
  for (const step of runs.steps) {
    if (step.run === undefined) continue;
    const own = Object.entries(step.env ?? {}).map(([key, value]) =>
      [key, expanded(value, { inputs })] as const
    );
    const done = await new Deno.Command(step.shell ?? "bash", {
      args: ["-eo", "pipefail", "-c", step.run],
      cwd: join(workspace, expanded(step["working-directory"] ?? ".", { inputs })),
      env: {
        ...Object.fromEntries(own),
        // What denoland/setup-deno does.
        PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`,
        GITHUB_ACTION_PATH: folder,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
      },
    }).output();
    code ||= done.code;
    log += decoder.decode(done.stdout) + decoder.decode(done.stderr);
  }
  const [told, outputs] = await Promise.all(
    [summary, output].map((file) => Deno.readTextFile(file)),
  );
  return { code, log, summary: told, outputs };
}

/** Keeps the files that are there, as the action does with a warning. */
async function upload(
  { name, path }: Readonly<Record<string, string>>,
  workspace: string,
  { folder }: Runner,
): Promise<void> {
  const to = join(folder, "artifacts", name);
  await Deno.mkdir(to, { recursive: true });
  for (const file of path.trim().split("\n")) {
    await Deno.copyFile(join(workspace, file), join(to, file)).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

/** All artifacts whose names begin as the pattern does, in one folder. */
async function download(
  { pattern, path }: Readonly<Record<string, string>>,
  workspace: string,
  { folder }: Runner,
): Promise<void> {
  const artifacts = join(folder, "artifacts");
  await Deno.mkdir(join(workspace, path), { recursive: true });
  for await (const { name } of Deno.readDir(artifacts)) {
    if (!name.startsWith(pattern.replace("*", ""))) continue;
    for await (const file of Deno.readDir(join(artifacts, name))) {
      await Deno.copyFile(join(artifacts, name, file.name), join(workspace, path, file.name));
    }
  }
}
