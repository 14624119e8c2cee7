/**
 * Every task that takes options says which, and says what is wrong with others.
 *
 * The tasks are run as deno.json writes them, with the permissions that they have there.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import config from "lossproof/deno.json" with { type: "json" };
import { inPairs } from "../attacks/in_pairs.ts";

const cwd = fromFileUrl(new URL("../../", import.meta.url));
const ignore = Deno.permissions.querySync({ name: "run", command: "deno" }).state !== "granted";

/** A task that is a script with options. */
interface Task {
  readonly name: string;
  /** The words after `deno`. */
  readonly words: readonly string[];
  /** The script. */
  readonly text: string;
}

const tasks: readonly Task[] = Object.entries(config.tasks).flatMap(([name, line]) => {
  const [, words, entry] = /\bdeno (run .*?(\S+\.ts))$/.exec(line) ?? [];
  if (entry === undefined) return [];
  const text = Deno.readTextFileSync(`${cwd}${entry}`);
  const hasOptions = /\bDeno\.args\b|\b(numbersOf|numbersAndLossesOf)\(/.test(text);
  return hasOptions ? [{ name, words: words.split(" "), text }] : [];
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(program: string, args: readonly string[]): Promise<Ended> {
  // Where NO_COLOR says nothing, what colours the help looks further.
  const env = { NO_COLOR: "" };
  const { code, stdout, stderr } = await new Deno.Command(program, { args: [...args], cwd, env })
    .output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out, err };
}

Deno.test({
  name: "every task with options shows them for --help",
  ignore,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    assert(tasks.length > 15);
    const asked = inPairs(tasks, ({ words }) => run("deno", [...words, "--help"]));
    for (const [i, { name }] of tasks.entries()) {
      await t.step(name, async () => {
        const { code, out, err } = await asked[i];
        assertEquals([code, err], [0, ""]);
        assertMatch(out, /^Usage: [^]*--help/);
      });
    }
  },
});

Deno.test("every task of scripts with options begins its command line alike", () => {
  const own = tasks.filter(({ text }) => text.includes("Deno.args"))
    .filter(({ name, text }) => !name.startsWith("lossproof") && !text.includes("taskCommand("));
  assertEquals(own.map(({ name }) => name), []);
});

Deno.test({
  name: "taskCommand() refuses an unknown option in a sentence, with the code of a wrong command",
  ignore,
  async fn() {
    const { words } = tasks.find(({ name }) => name === "widths")!;
    assertEquals(await run("deno", [...words, "--nonsense"]), {
      code: 2,
      out: "",
      err: "error: unknown option '--nonsense'\n",
    });
  },
});

Deno.test({
  name: "a task whose output nobody reads any more ends without a word",
  ignore: ignore || Deno.permissions.querySync({ name: "run", command: "sh" }).state !== "granted",
  async fn() {
    const task = "deno run --no-prompt scripts/coverage.ts --runs=1 l1_loss";
    const { out, err } = await run("sh", ["-c", `{ ${task}; echo "ended with $?" >&2; } | :`]);
    assertEquals([out, err], ["", "ended with 141\n"]);
  },
});
