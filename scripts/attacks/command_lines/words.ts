/**
 * Words of commands that are wrong, or nearly.
 *
 * @module
 */
import { type Attack, conforms, type Expectation, refusedWith } from "../attack.ts";
import { hostile } from "../hostile_text.ts";
import { moduleText } from "../module_text.ts";
import { checkProgram, programText } from "../program_text.ts";

const few = ["--check", "l1_loss/agreement/sum", "--runs", "3"];
const one = ["check", "module.ts", ...few];

/** A command that is wrong: a line that says why, and nothing else. */
const wrong: Expectation = { code: 2, says: [/\S/] };

/** Words that are wrong, each by an id. */
const words: Readonly<Record<string, readonly [args: readonly string[], expect: Expectation]>> = {
  "none": [[], { code: [0, 2] }],
  "empty": [[""], wrong],
  "empty-twice": [["", ""], wrong],
  "blank": [[" "], wrong],
  "dash": [["-"], wrong],
  "dashes-only": [["--"], wrong],
  "unknown-command": [["chekc"], refusedWith(/check/)],
  "proto-command": [["__proto__"], wrong],
  "constructor-command": [["constructor"], wrong],
  "command-twice": [["check", "check"], { code: [2, 3] }],
  "command-long": [["c".repeat(100_000)], wrong],
  "words-10000": [Array(10_000).fill("x"), wrong],
  "flag-unknown": [[...one, "--evil"], refusedWith(/--evil/)],
  "flag-proto": [[...one, "--__proto__"], refusedWith(/__proto__/)],
  "flag-proto-value": [[...one, "--__proto__=1"], refusedWith(/__proto__/)],
  "flag-unicode-dash": [[...one, "–runs", "3"], wrong],
  "implementation-empty": [["check", "", ...few], { code: [2, 3] }],
  "implementation-dot": [["check", ".", ...few], { code: 3, says: [/folder/] }],
  "implementation-root": [["check", "/", ...few], { code: 3, says: [/folder/] }],
  "implementation-null": [["check", "/dev/null", ...few], { code: 3, says: [/null/] }],
  "implementation-nul": [["check", "a\u0001b.ts", ...few], { code: 3, says: [/a.*b\.ts/] }],
  "implementation-long": [["check", `${"a".repeat(50_000)}.ts`, ...few], { code: 3 }],
  "implementation-url": [["check", "file:///etc/passwd", ...few], { code: 3, never: [/root:x/] }],
  "implementation-percent": [["check", "%00%ff.ts", ...few], { code: 3 }],
  "implementation-proto": [["check", "__proto__", ...few], { code: [2, 3] }],
  "two-implementations": [["check", "module.ts", "module.ts", ...few], wrong],
  "module-and-program": [["check", "module.ts", ...few, "--", "true"], wrong],
  "module-and-model": [["check", "module.ts", "--onnx", "m.onnx", "--loss", "l1_loss"], wrong],
  "runs-empty": [[...one, "--runs", ""], refusedWith(/--runs/)],
  "runs-0": [[...one, "--runs", "0"], refusedWith(/--runs/)],
  "runs-negative": [[...one, "--runs", "-1"], refusedWith(/--runs/)],
  "runs-nan": [[...one, "--runs", "NaN"], refusedWith(/--runs/)],
  "runs-infinity": [[...one, "--runs", "Infinity"], refusedWith(/--runs/)],
  "runs-1e999": [[...one, "--runs", "1e999"], refusedWith(/--runs/)],
  "runs-hex": [[...one, "--runs", "0x10"], refusedWith(/--runs/)],
  "runs-fraction": [[...one, "--runs", "1.5"], refusedWith(/--runs/)],
  "runs-digits": [[...one, "--runs", "9".repeat(10_000)], refusedWith(/--runs/)],
  "runs-equals": [[...one, "--runs=2"], conforms],
  "runs-attached": [["check", "module.ts", ...few.slice(0, 2), "-n2"], conforms],
  "runs-twice": [[...one, "--runs", "2", "--runs", "3"], { code: [0, 2] }],
  "runs-missing": [["check", "module.ts", "--runs"], refusedWith(/--runs/)],
  "seed-huge": [[...one, "--seed", "1e300"], refusedWith(/--seed/)],
  "seed-negative": [[...one, "--seed", "-7"], conforms],
  "seed-last": [[...one, "--seed", "9007199254740991"], { code: [0, 2] }],
  "jobs-huge": [[...one, "--jobs", "1000000000"], { code: [0, 2] }],
  "jobs-0": [[...one, "--jobs", "0"], refusedWith(/--jobs/)],
  "time-0": [[...one, "--time", "0"], { code: [0, 2] }],
  "time-negative": [[...one, "--time", "-1m"], refusedWith(/--time/)],
  "time-huge": [[...one, "--time", `${"9".repeat(400)}h`], refusedWith(/--time/)],
  "time-junk": [[...one, "--time", "soon"], refusedWith(/--time/)],
  "deadline-0": [[...one, "--deadline", "0"], refusedWith(/--deadline/)],
  "deadline-junk": [[...one, "--deadline", "never"], refusedWith(/--deadline/)],
  "deadline-huge": [[...one, "--deadline", `${"9".repeat(400)}h`], refusedWith(/--deadline/)],
  "deadline-enough": [[...one, "--deadline", "50s"], conforms],
  "timeout-0": [[...one, "--timeout", "0"], refusedWith(/--timeout/)],
  "timeout-huge": [[...one, "--timeout", "1e9"], refusedWith(/--timeout/)],
  "timeout-enough": [[...one, "--timeout", "30"], conforms],
  "memory-0": [[...one, "--memory", "0"], refusedWith(/--memory/)],
  "memory-junk": [[...one, "--memory", "much"], refusedWith(/--memory/)],
  "memory-huge": [[...one, "--memory", "1e30g"], refusedWith(/--memory/)],
  "memory-enough": [[...one, "--memory", "1g"], conforms],
  "require-1.5": [[...one, "--require", "1.5"], refusedWith(/--require/)],
  "require-negative": [[...one, "--require", "-1"], refusedWith(/--require/)],
  "require-nan": [[...one, "--require", "NaN"], refusedWith(/--require/)],
  "require-met": [[...one, "--require", "0.9"], conforms],
  "env-empty": [[...one, "--env", ""], refusedWith(/--env/)],
  "env-no-name": [[...one, "--env", "=x"], refusedWith(/--env/)],
  "env-missing": [[...one, "--env", "NO_SUCH_VARIABLE"], { code: [0, 2], says: [/./] }],
  "env-secret": [[...one, "--env", "ATTACK_SECRET"], conforms],
  "in-process-program": [[...checkProgram("--in-process")], refusedWith(/--in-process/)],
  "loss-empty": [["check", "module.ts", "--loss", ""], wrong],
  "loss-proto": [["check", "module.ts", "--loss", "__proto__"], refusedWith(/__proto__/)],
  "loss-hostile": [["check", "module.ts", "--loss", hostile.replaceAll("\0", "")], wrong],
  "loss-eats-module": [["check", "--loss", "l1_loss", "module.ts"], wrong],
  "dtype-unknown": [["check", "module.ts", "--dtype", "f8"], refusedWith(/--dtype/)],
  "dtype-twice": [[...one, "--dtype", "f64", "f64"], { code: [0, 2] }],
  "dtype-not-had": [[...one, "--dtype", "bf16"], { code: 2, never: [/: conforms/] }],
  "check-none": [["check", "module.ts", "--check", "no/such"], refusedWith(/no\/such/)],
  "check-stars": [["check", "module.ts", "--check", `${"*".repeat(5000)}a`, "--runs", "1"], wrong],
  "check-regexp": [["check", "module.ts", "--check", "(a+)+$", "--runs", "1"], wrong],
  "check-deep": [["check", "module.ts", "--check", Array(5000).fill("**").join("/")], {
    code: [0, 1, 2],
  }],
  "format-unknown": [[...one, "--format", "html5"], refusedWith(/--format/)],
  "format-proto": [[...one, "--format", "__proto__"], refusedWith(/--format/)],
  "form-unknown": [[...one, "--form", "constructor"], refusedWith(/constructor/)],
  "shard-0": [[...one, "--shard", "0/2"], refusedWith(/--shard/)],
  "shard-beyond": [[...one, "--shard", "3/2"], refusedWith(/--shard/)],
  "shard-huge": [[...one, "--shard", "1/1e9"], refusedWith(/--shard/)],
  "shard-many": [[...one, "--shard", "999999/1000000"], {
    code: [0, 1],
    says: [/shard 999999 of 1000000 has no checks/],
    never: [/: conforms/],
  }],
  "output-empty": [[...one, "--output", ""], refusedWith(/--output|Cannot write/)],
  "output-folder": [[...one, "--output", "."], refusedWith(/folder/)],
  "output-nul": [[...one, "--output", `${"a".repeat(300)}.json`], refusedWith(/a{20}/)],
  "output-outside": [[...one, "--output", "../home/report.txt"], {
    code: 2,
    says: [/--allow-write/],
  }],
  "output-proc": [[...one, "--output", "/proc/self/mem"], { code: 2 }],
  "save-file": [[...one, "--save", "package.json"], refusedWith(/package\.json/)],
  "save-empty": [[...one, "--save", ""], refusedWith(/--save|Cannot write/)],
  "regressions-file": [[...one, "--regressions", "package.json"], refusedWith(/package\.json/)],
  "config-missing": [["check", "--config", "gone.json"], refusedWith(/gone\.json/)],
  "config-folder": [["check", "--config", ".git"], refusedWith(/\.git/)],
  "explain-unknown": [["check", "--explain", "constructor"], refusedWith(/constructor/)],
  "explain-long": [["check", "--explain", "x/".repeat(50_000)], {
    code: 2,
    never: [/(?:x\/){2500}/],
  }],
  "update-and-shard": [[...one, "--update-expected", "--shard", "1/2"], wrong],
  "evaluate-none": [["evaluate"], wrong],
  "evaluate-unknown": [["evaluate", "__proto__", "-"], refusedWith(/__proto__/)],
  "evaluate-empty-input": [["evaluate", "l1_loss", "-"], wrong],
  "replay-none": [["replay"], wrong],
  "replay-folder": [["replay", ".git", "-i", "module.ts"], refusedWith(/\.git/)],
  "merge-none": [["merge"], wrong],
  "show-proto": [["spec", "show", "__proto__"], refusedWith(/__proto__/)],
  "show-path": [["spec", "show", "../../etc/passwd"], wrong],
  "init-proto": [["init", "--lang", "__proto__", "--output", "mine"], wrong],
  "init-nowhere": [["init", "--lang", "python", "--output", ""], wrong],
  "init-occupied": [["init", "--lang", "python", "--output", ".git"], refusedWith(/\.git/)],
  "init-file": [["init", "--lang", "python", "--output", "package.json"], refusedWith(/package/)],
  "help-proto": [["help", "__proto__"], { code: [0, 2] }],
};

/** Words of the machine; and that an option is not known, unless it is none. */
const neverSaid = (id: string) => [
  /\bundefined\b|\[object /,
  ...id.startsWith("flag-") ? [] : [/unknown option/],
];

/** All attacks by words. */
export const wordings: readonly Attack[] = [
  ...Object.entries(words).map(([id, [args, expect]]) => ({
    id: `words/${id}`,
    what: `has words that are wrong, or nearly (${id})`,
    files: { "module.ts": moduleText(), "program.py": programText() },
    args,
    limit: 40,
    expect: { ...expect, never: [...expect.never ?? [], ...neverSaid(id)] },
  })),
];
