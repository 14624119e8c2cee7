/**
 * The adapters that `init` begins are really built, run and checked: `deno task test:init`. So is the
 * code that a report shows of a failure. A language whose tools are not installed is left out.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { type Language, languages, wordsIn } from "../../init/internal.ts";
import { reportSchema, snippetLines } from "../../report/internal.ts";
import type { Counterexample } from "../../runner/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { runCommand } from "../run_command.ts";
import { assertNamesTheOthers } from "./_not_implemented.ts";
import { replaceFolder } from "../world/replace_folder.ts";

const mayRun = (await Promise.all([
  Deno.permissions.query({ name: "run" }),
  Deno.permissions.query({ name: "write" }),
])).every(({ state }) => state === "granted");

/** How a language's tools are found, and where a snippet goes to be run. */
interface Trial {
  /** Says whether the tools are there. */
  readonly tools: readonly string[];
  /** The file that a snippet is pasted into, at its end; run from the adapter's folder. */
  readonly paste: string;
  /** What runs it, one command after the other. */
  readonly run: readonly (readonly string[])[];
}

const deno = Deno.execPath();
const trials: Readonly<Record<string, Trial>> = {
  python: {
    tools: ["python3", "--version"],
    paste: "snippet.py",
    run: [["python3", "snippet.py"]],
  },
  javascript: {
    tools: [deno, "--version"],
    paste: "snippet.js",
    run: [[deno, "run", "--no-config", "snippet.js"]],
  },
  typescript: {
    tools: [deno, "--version"],
    paste: "snippet.ts",
    run: [[deno, "run", "--no-config", "--check", "snippet.ts"]],
  },
  rust: {
    tools: ["cargo", "--version"],
    paste: "src/main.rs",
    run: [["cargo", "test", "-q", "--", "--nocapture"]],
  },
  go: {
    tools: ["go", "version"],
    paste: "counterexample_test.go",
    run: [["go", "test", "-v"]],
  },
  cpp: {
    tools: ["g++", "--version"],
    paste: "counterexample.cpp",
    run: [["g++", "-std=c++17", "-Wall", "counterexample.cpp"], ["./a.out"]],
  },
  java: {
    tools: ["mvn", "--version"],
    paste: "src/main/java/Counterexample.java",
    run: [["mvn", "-q", "-B", "package"], [
      "java",
      "-cp",
      "target/my-losses.jar",
      "Counterexample",
    ]],
  },
};

async function output([program, ...args]: readonly string[], cwd?: string) {
  const options = { args, stdout: "piped", stderr: "piped", ...(cwd && { cwd }) } as const;
  const { success, stdout, stderr } = await new Deno.Command(program, options).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, text: decode(stdout) + decode(stderr) };
}

async function isInstalled(command: readonly string[]): Promise<boolean> {
  try {
    return (await output(command)).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** C++ needs a header, too. */
async function hasLibraries(lang: string): Promise<boolean> {
  if (lang !== "cpp") return true;
  const header = ["g++", "-x", "c++", "-fsyntax-only", "-include", "nlohmann/json.hpp"];
  return (await output([...header, "/dev/null"])).success;
}

async function inNewFolder(name: string, task: (folder: string) => Promise<void>): Promise<void> {
  const parent = await Deno.makeTempDir({ prefix: "lossproof_" });
  try {
    await task(join(parent, name));
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
}

async function begin(lang: string, folder: string): Promise<void> {
  const begun = await runCommand(["init", "--lang", lang, "--output", folder], {}, {
    readText: (path) => Deno.readTextFile(path),
    replaceFolder,
  });
  assertEquals([begun.code, begun.err], [0, ""]);
}

async function buildIn(folder: string, { build }: Language): Promise<void> {
  if (build === undefined) return;
  const { success, text } = await output(wordsIn(build, folder));
  assertEquals([success, text.includes("warning")], [true, false], text);
}

async function buildAndCheck(lang: string, folder: string): Promise<void> {
  await begin(lang, folder);
  await buildIn(folder, languages[lang]);
  const words = wordsIn(languages[lang].target, folder);
  const checked = await runCommand(["check", "--runs", "50", ...words]);
  assertEquals(checked.code, 0, checked.out + checked.err);
  const [, grid] = checked.out.match(/^smooth_l1_loss +(.*)$/m) ?? [];
  assertEquals(grid?.split(/\s{2,}/).map((cell) => cell[0]), ["✓", "✓"], checked.out);
  assertNamesTheOthers(checked.out);
  const identified = await runCommand(["identify", ...words]);
  assertEquals(identified.code, 0, identified.out);
}

/** Numbers that languages spell in their own ways, and a gradient that arrives from above. */
const unusual: Pick<Counterexample, "trial" | "fault"> = {
  trial: {
    calls: [{
      loss: "smooth_l1_loss",
      dtype: "f32",
      inputs: {
        pred: tensor("f32", [3, 2], [-0, NaN, Infinity, -Infinity, 0.1, 1e30].map(Math.fround)),
        target: tensor("f32", [3, 2], [0, 0, 0, 0, 0, 1]),
      },
      params: { beta: 1 },
      reduction: "none",
      gradients: true,
      upstream: tensor("f32", [3, 2], [1, 1, 2, 3, 4, 5]),
    }],
    facts: {},
  },
  fault: { why: "", call: 0, output: "pred", expected: 0, got: 1 },
};

/** The numbers of a text: `[-0 NaN 2 -3 0.4 5]` and its likes. */
function numbersIn(text: string): number[] {
  return Array.from(
    text.matchAll(/-?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf)/gi),
    ([word]) => Number(word.replace(/nan/i, "NaN").replace(/inf/i, "Infinity")),
  );
}

/** The mistake of a beta that stands outside of the square. */
async function breakAndRun(lang: string, folder: string): Promise<void> {
  const { losses, target } = languages[lang];
  await begin(lang, folder);
  const path = join(folder, losses);
  const source = await Deno.readTextFile(path);
  const broken = source.replace(/\* ?\(d ?\/ ?beta\)/, "* d");
  assertEquals(broken === source, false);
  await Deno.writeTextFile(path, broken);
  await buildIn(folder, languages[lang]);
  const check = ["check", "--check", "smooth_l1_loss/agreement/none", "--format", "json"];
  const checked = await runCommand([...check, ...wordsIn(target, folder)]);
  assertEquals(checked.code, 1, checked.err);
  const report = reportSchema.decode(JSON.parse(checked.out));
  const { counterexample } = report.checks.find(({ status }) => status === "fail")!;
  const { paste, run } = trials[lang];
  const pasted = join(folder, paste);
  const before = paste === losses ? broken : "";
  const resultOf = async (shown: typeof unusual) => {
    const spec = builtinSpecs.get("smooth_l1_loss");
    const code = snippetLines(shown, report.implementation.language, spec).join("\n");
    await Deno.writeTextFile(pasted, `${before}\n${code}\n`);
    let last = "";
    for (const command of run) {
      const { success, text } = await output(command, folder);
      assertEquals([success, text.includes("warning")], [true, false], `${code}\n${text}`);
      last = text;
    }
    return { code, numbers: numbersIn(last), last };
  };
  const found = await resultOf(counterexample!);
  const { got } = counterexample!.fault;
  assertEquals(found.numbers.includes(got!), true, `${found.code}\n${found.last}`);
  const { numbers, last, code } = await resultOf(unusual);
  const rounded = numbers.map(Math.fround).join(" ");
  assertStringIncludes(rounded, `NaN 2 -3 ${Math.fround(0.4)} 5`, `${code}\n${last}`);
}

/** What refuses a beta, and shapes, in the adapter; what a library may do in the place of each. */
const native: Readonly<
  Record<string, readonly (readonly [refusal: RegExp, exception: string])[]>
> = {
  python: [
    [/raise Refused\((f"beta.*)\)$/m, "raise AssertionError($1)"],
    [/raise Refused\((f"pred has shape.*)\)$/m, "None + 1"],
  ],
  javascript: [
    [/return \{ rejected: (`beta.*`) \};/, "throw new Error($1);"],
    [/return \{ rejected: (`pred has shape.*`) \};/, "undefined.shape;"],
  ],
  typescript: [
    [/return \{ rejected: (`beta.*`) \};/, "throw new Error($1);"],
    [/return \{ rejected: (`pred has shape.*`) \};/, "(undefined as any).shape;"],
  ],
  rust: [
    [/return Err\(Failure::Refused\(format!\(("beta.*")\)\)\);/, "panic!($1);"],
    [/return Err\(Failure::Refused\(format!\(\s+"pred has[^;]*;/, "None::<u8>.unwrap();"],
  ],
  go: [
    [/Refused\(fmt.Sprintf\(("beta.*)\)$/m, "fmt.Errorf($1"],
    [/return .*Refused\(fmt.Sprintf\("pred has.*/, "var none *int\n\t\t_ = *none"],
  ],
  cpp: [
    [/throw Refused\(("beta.*)\);/, "throw std::invalid_argument($1);"],
    [/throw Refused\("pred and.*;/, "throw std::bad_alloc();"],
  ],
  java: [
    [/new Lossproof.Refused\(("beta.*)\);/, "new IllegalArgumentException($1);"],
    [/new Lossproof.Refused\(\s+"pred has[^;]*;/, "new NullPointerException();"],
  ],
};

/** A library's exception in the place of one refusal, a crash in the place of another. */
async function throwAndCheck(lang: string, folder: string): Promise<void> {
  const { losses, target } = languages[lang];
  await begin(lang, folder);
  const path = join(folder, losses);
  let source = await Deno.readTextFile(path);
  for (const [refusal, exception] of native[lang]) {
    assertEquals(source.match(refusal)?.length! > 0, true, String(refusal));
    source = source.replace(refusal, exception);
  }
  await Deno.writeTextFile(path, source);
  await buildIn(folder, languages[lang]);
  const check = [
    "check",
    "--check",
    "smooth_l1_loss/rejects/**",
    "--runs",
    "20",
    "--format",
    "json",
  ];
  const checked = await runCommand([...check, ...wordsIn(target, folder)]);
  assertEquals(checked.code, 1, checked.err);
  const { checks } = reportSchema.decode(JSON.parse(checked.out));
  for (const { check, status, counterexample } of checks) {
    const isCrash = check.endsWith("shapes_differ.pred.target");
    const why = counterexample?.fault.why;
    assertEquals(status, isCrash ? "fail" : "pass", `${check}: ${why}`);
    if (isCrash) assertStringIncludes(why!, "must be refused, but failed: ");
  }
}

for (const [lang, { tools }] of Object.entries(trials)) {
  const ignore = !mayRun || !await isInstalled(tools) || !await hasLibraries(lang);
  Deno.test({
    name: `the adapter in ${lang} is built and conforms`,
    ignore,
    fn: () => inNewFolder("my losses", (folder) => buildAndCheck(lang, folder)),
  });
  Deno.test({
    name: `the code that is shown of a failure runs in ${lang}`,
    ignore,
    fn: () => inNewFolder("broken", (folder) => breakAndRun(lang, folder)),
  });
  Deno.test({
    name: `an exception refuses in ${lang}, and a crash does not`,
    ignore,
    fn: () => inNewFolder("throwing", (folder) => throwAndCheck(lang, folder)),
  });
}
