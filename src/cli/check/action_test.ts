import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readEvents } from "../../report/mod.ts";
import { runCommand } from "../run_command.ts";
import { Interrupted, WrongCommand } from "../failure.ts";
import type { Progress } from "../world/io.ts";

const fixture = (name: string) => new URL(`../fixtures/${name}.ts`, import.meta.url).href;
const honest = fixture("honest");
const wrong = fixture("wrong");
const few = ["--runs", "5", "--dtype", "f32"];

Deno.test("check exits with 0 when the implementation conforms; the verdict comes last", async () => {
  const { code, out, err } = await runCommand(["check", honest, ...few]);
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out.trimEnd().split("\n").at(-1)!, "conforms");
});

Deno.test("check exits with 1 and shows how to try again when it does not conform", async () => {
  const args = ["check", wrong, ...few, "--check", "*/gradient/**"];
  const { code, out } = await runCommand(args);
  assertEquals(code, 1);
  assertStringIncludes(out, "does not conform");
  assertStringIncludes(out, "lossproof check ");
  assertStringIncludes(out, "--check l1_loss/gradient/pred --dtype f32 --runs 5 --seed 1");
});

Deno.test("check gives the same report for the same seed", async () => {
  const args = ["check", wrong, ...few, "--format", "json", "--seed", "7"];
  const read = ({ out }: { readonly out: string }) =>
    JSON.parse(out, (key, value) => key === "milliseconds" ? 0 : value);
  assertEquals(read(await runCommand(args)), read(await runCommand(args)));
});

Deno.test("check streams events to standard output, header first, footer last", async () => {
  const { code, out, err } = await runCommand(["check", honest, ...few, "--format", "events"]);
  assertEquals([code, err], [0, ""]);
  const types = readEvents(out, "stdout").map(({ type }) => type);
  assertEquals([types[0], types.at(-1)], ["header", "footer"]);
  assertEquals(new Set(types.slice(1, -1)), new Set(["judged"]));
});

Deno.test("check writes the report to a file and only the verdict to standard error", async () => {
  const args = ["check", honest, ...few, "--format", "json", "--output", "report.json"];
  const { code, out, err, files } = await runCommand(args);
  assertEquals([code, out], [0, ""]);
  assertEquals(JSON.parse(files["report.json"]).conforms, true);
  assertStringIncludes(err, "conforms");
});

Deno.test("check keeps counterexamples that replay tries again", async () => {
  const kept = await runCommand(["check", wrong, ...few, "--save", "kept/"]);
  assertEquals(kept.code, 1);
  const file = "kept/l1_loss.gradient.pred.f32.json";
  assert(file in kept.files);
  assertStringIncludes(kept.out, `lossproof replay ${file} --implementation ${wrong}`);

  const again = await runCommand(["replay", file, "-i", wrong], kept.files);
  assertEquals(again.code, 1);
  assertStringIncludes(again.out, "l1_loss/gradient/pred f32: still fails");
  const fixed = await runCommand(["replay", file, "-i", honest], kept.files);
  assertEquals([fixed.code, fixed.out], [0, "l1_loss/gradient/pred f32: holds now\n"]);
});

const full = () => Promise.reject(new WrongCommand("there is no space left"));

Deno.test("check reports even when a counterexample cannot be kept", async () => {
  const args = ["check", wrong, ...few, "--check", "*/gradient/**", "--save", "kept"];
  const { code, out, err } = await runCommand(args, {}, { writeText: full });
  assertEquals([code, err], [2, "there is no space left\n"]);
  assertStringIncludes(out, "does not conform");
  assertStringIncludes(out, "lossproof check ", "nothing is kept that replay could try");
});

Deno.test("check tells the verdict even when the report cannot be written", async () => {
  const args = ["check", wrong, ...few, "--check", "*/gradient/**", "--output", "report.txt"];
  const { code, out, err } = await runCommand(args, {}, { writeText: full });
  assertEquals([code, out], [2, ""]);
  assertMatch(err, /^wrong: .* does not conform .*\nthere is no space left\n$/);
});

Deno.test("check finds out that it cannot write before it checks anything", async () => {
  for (const option of ["--output", "--save"]) {
    const outcome = await runCommand(["check", "./nowhere.ts", option, "x"], {}, {
      requireWritable: full,
    });
    assertEquals([outcome.code, outcome.err], [2, "there is no space left\n"]);
  }
});

Deno.test("check prints the report where the output is -", async () => {
  const { code, out, files } = await runCommand(["check", honest, ...few, "--output", "-"]);
  assertEquals([code, files], [0, {}]);
  assertStringIncludes(out, "conforms");
});

Deno.test("check shows its progress, and takes it away whatever happens", async () => {
  const steps: (number | string)[] = [];
  const progress = (total: number): Progress => ({
    update: (done) => steps.push(done),
    stop: () => steps.push(`of ${total}`),
  });
  const args = ["check", honest, ...few, "--check", "**/pred"];
  await runCommand(args, {}, { progress });
  const total = steps.length - 2;
  assertEquals(steps, [...Array(total + 1).keys(), `of ${total}`]);

  steps.length = 0;
  const out = () => {
    throw Object.assign(new Error("Broken pipe"), { name: "BrokenPipe" });
  };
  const { code } = await runCommand([...args, "--format", "events"], {}, { progress, out });
  assertEquals([code, steps.at(-1)], [141, `of ${total}`]);
});

const refused: readonly [args: readonly string[], code: number, message: string][] = [
  [[honest, "--check", "l1_loss/grdient/pred"], 2, 'did you mean "l1_loss/gradient/pred"?'],
  [[honest, "--loss", "huber_loss"], 2, '"honest" has no "huber_loss", only: l1_loss'],
  [[honest, "--dtype", "f16"], 2, '"honest" has no f16, only: f64, f32'],
  [[honest, "--form", "textbok"], 2, 'unknown form "textbok": did you mean "textbook"?'],
  [[fixture("no_implementation")], 3, "its default export is no implementation"],
  [["./nowhere.ts"], 3, 'Cannot run "./nowhere.ts"'],
];

for (const [args, code, message] of refused) {
  Deno.test(`check exits with ${code}: ${message}`, async () => {
    const outcome = await runCommand(["check", ...args]);
    assertEquals([outcome.code, outcome.out], [code, ""]);
    assertStringIncludes(outcome.err, message);
  });
}

Deno.test("check finishes a file that it writes when Ctrl-C comes, and exits with 130", async () => {
  const controller = new AbortController();
  const written: Record<string, string> = {};
  const { code, err } = await runCommand(
    ["check", honest, "--runs", "1", "--check", "**/pure", "--output", "report.txt"],
    {},
    {
      watchInterrupts: () => ({ signal: controller.signal, stop: () => undefined }),
      async writeText(path, text) {
        controller.abort(new Interrupted(130));
        await Promise.resolve();
        written[path] = text;
      },
    },
  );
  assertEquals(code, 130);
  assertStringIncludes(err, "conforms (seed 1)\nInterrupted\n");
  assertStringIncludes(written["report.txt"], "conforms (seed 1)");
});
