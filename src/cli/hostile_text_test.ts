/**
 * Whatever text is in the words of a command, in the names of files and in the files themselves, nothing
 * that is printed does any harm.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { harmIn, hostileText } from "../_hostile_text.ts";
import { reportFormats } from "../report/mod.ts";
import { type Outcome, runCommand } from "./run_command.ts";

const wrong = new URL("./fixtures/wrong.ts", import.meta.url).href;
const fast = ["--runs", "1", "--dtype", "f32", "--check", "*/gradient/pred"];

/** A loss with text wherever a spec may have some. */
const spec = {
  id: "half",
  title: "Half the distance",
  family: "regression",
  summary: "|pred - target| / 2",
  sources: [{ title: "The paper", ref: "eq. 3" }],
  inputs: {
    pred: { shape: ["*"], grad: true, summary: "what is predicted" },
    target: { shape: ["*"], summary: "what is right" },
  },
  output: ["*"],
  params: { beta: { default: 1, minimum: 0, summary: "a factor" } },
  reduction: { modes: ["none", "sum"] },
  formula: { let: { d: "abs(pred - target)" }, forms: { textbook: "beta * d / 2" } },
  boundaries: [{ name: "the kink", input: "pred", at: "target" }],
  invariants: [{ kind: "nonnegative", note: "as the paper says" }],
  rejects: [{ kind: "param_out_of_range", param: "beta", note: "as the paper says" }],
  notes: ["Nobody uses it"],
};

/** Breaks the nonnegativity that its spec has a note on. */
const negative = `data:text/javascript,${
  encodeURIComponent(`export default { name: "negative", dtypes: ["f32"], losses: { half: {
    params: ["beta"], compute: () => ({ value: -1 }), reductions: ["sum"] } } }`)
}`;

const config = {
  implementation: wrong,
  losses: ["l1_loss"],
  dtypes: ["f32"],
  checks: ["*/gradient/pred"],
  runs: 1,
  form: "textbook",
  specs: ["half.json"],
  dialect: { half: { params: {} } },
  expected_failures: [
    { check: "l1_loss/gradient/pred", dtype: "f32", reason: "A sign", link: "https://example.org" },
  ],
};

const input = { inputs: { pred: [1], target: [2] }, params: { beta: 0.5 }, reduction: "none" };

const { out: events } = await runCommand(["check", wrong, ...fast, "--format", "events"]);
const { files: kept } = await runCommand(["check", wrong, ...fast, "--save", "kept"]);
const [[name, counterexample]] = Object.entries(kept);

const golden = JSON.parse(
  await Deno.readTextFile(new URL(import.meta.resolve("lossproof/golden/l1_loss.json"))),
);
const [one, other] = golden.cases.filter(({ reduction }: { readonly reduction: string }) =>
  reduction === "none"
);

/** Files that are whole, and commands that read one and print what is in it. */
const read: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "half.json": [
    ["spec", "validate", "half.json"],
    ["spec", "show", "half", "--spec", "half.json"],
    ["spec", "show", "half", "--spec", "half.json", "--json"],
    ["spec", "list", "--spec", "half.json"],
    ["spec", "list", "--spec", "half.json", "--json"],
    ["check", "--explain", "half/nonnegative", "--spec", "half.json"],
    ["check", negative, "--spec", "half.json", "--check", "half/nonnegative", "--runs", "1"],
  ],
  "lossproof.json": [["check"], ["check", "--format", "junit"], ["check", "--format", "markdown"]],
  "all.events": reportFormats.filter((format) => format !== "github")
    .map((format) => ["merge", "all.events", "--format", format]),
  [name]: [["replay", name, "--implementation", wrong]],
  "input.json": [["evaluate", "smooth_l1_loss", "input.json"]],
  "golden/l1_loss.json": [
    ["golden", "diff", "golden", "other"],
    ["golden", "diff", "other", "golden"],
    ["golden", "check", wrong, "--folder", "golden"],
  ],
};

const files: Readonly<Record<string, string>> = {
  "half.json": JSON.stringify(spec),
  "lossproof.json": JSON.stringify(config),
  "all.events": events,
  [name]: counterexample,
  "input.json": JSON.stringify(input),
  "golden/l1_loss.json": JSON.stringify({ ...golden, cases: [one] }),
  "other/l1_loss.json": JSON.stringify({ ...golden, cases: [one, other] }),
};

function requireHarmless({ code, out, err }: Outcome): void {
  assert([0, 1, 2, 3].includes(code), `exit code ${code}: ${err}`);
  assertEquals(harmIn(out), undefined);
  assertEquals(harmIn(err), undefined);
  assert(err.length < 50_000 && out.length < 500_000);
}

/** JSON with a text put before one of its texts or keys, counted round and round. */
function spoilt(json: string, noise: string, where: number): string {
  const places = [...json.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(({ index }) => index + 1);
  const at = places[where % places.length];
  return json.slice(0, at) + JSON.stringify(noise).slice(1, -1) + json.slice(at);
}

const where = fc.noBias(fc.nat(9999));

for (const [file, commands] of Object.entries(read)) {
  Deno.test(`no harm is done by what is written in ${file}`, async () => {
    for (const args of commands) requireHarmless(await runCommand(args, files));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...commands),
        hostileText,
        where,
        async (args, noise, place) => {
          const given = { ...files, [file]: spoilt(files[file], noise, place) };
          requireHarmless(await runCommand(args, given));
        },
      ),
      { seed: 20, numRuns: 60 },
    );
  });
}

Deno.test("no harm is done by what a module says", async () => {
  const module = (noise: string, does: string) =>
    `data:text/javascript,${
      encodeURIComponent(`const noise = ${JSON.stringify(noise)};
        const l1_loss = { gradients: ["pred"], compute: () => { ${does} } };
        export default { name: noise || "n", version: noise, dtypes: ["f64", "f32"],
          losses: { l1_loss } };`)
    }`;
  const deeds = [
    "throw new Error(noise)",
    "throw Object.assign(new TypeError(noise), { name: noise })",
    "return { rejected: noise }",
    "return { unsupported: noise }",
    "return noise",
  ];
  const commands: readonly (readonly string[])[] = [
    ...reportFormats.filter((format) => format !== "github")
      .map((format) => ["check", "--runs", "1", "--check", "*/agreement/none", "--format", format]),
    ["identify"],
    ["identify", "--json"],
    ["golden", "check", "--folder", "golden"],
    ["replay", name, "--implementation"],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...commands),
      hostileText,
      fc.constantFrom(...deeds),
      async (args, noise, does) =>
        requireHarmless(await runCommand([...args, module(noise, does)], files)),
    ),
    { seed: 23, numRuns: 60 },
  );
});

const all = Object.values(read).flat();

Deno.test("no harm is done by the words of a command", async () => {
  const others = [
    ["check", wrong, ...fast],
    ["check", "--onnx", "model.onnx", "--loss", "l1_loss"],
    ["check", "--timeout", "3", "--env", "A=1", "--cwd", ".", "--", "no_such_program"],
    ["identify", "reference", "--loss", "l1_loss", "--dtype", "f64"],
    ["init", "--lang", "python", "--output", "folder"],
    ["golden", "diff", "golden", "other"],
    ["golden", "check", "reference", "--folder", "golden"],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...all, ...others),
      hostileText,
      where,
      async (args, noise, place) => {
        const words = args.with(place % args.length, noise);
        requireHarmless(await runCommand(words, files));
      },
    ),
    { seed: 21, numRuns: 200 },
  );
});

Deno.test("no harm is done by the names of files", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), hostileText, async (args, noise) => {
      const renamed = (text: string) => text in files ? noise + text : text;
      const given = Object.entries(files).map(([file, text]) => [renamed(file), text]);
      requireHarmless(await runCommand(args.map(renamed), Object.fromEntries(given)));
      const broken = given.map(([file]) => [file, `{"${"x".repeat(10)}": [1,]}`]);
      requireHarmless(await runCommand(args.map(renamed), Object.fromEntries(broken)));
    }),
    { seed: 22, numRuns: 60 },
  );
});
