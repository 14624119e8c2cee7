/**
 * Attacks by counterexamples, which are kept in files that anybody can edit.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, failsWith, refusedWith } from "../attack.ts";
import { hostile } from "../hostile_text.ts";
import { checkL1, moduleText, seven } from "../module_text.ts";

const file = "kept/l1_loss.agreement.sum.f64.json";
const where = /kept\/l1_loss/;
const still: Expectation = { code: 1, says: [/still fails/] };

/** Edits of what was kept, as Python on `d`. */
const edits: Readonly<Record<string, readonly [python: string, expect: Expectation]>> = {
  "untouched": ["pass", still],
  "hex-disagrees": [`pred["hex"] = ["0x1p+0"] * len(pred["hex"])`, refusedWith(where, /hex/)],
  "data-disagrees": [`pred["data"] = [x + 1 for x in pred["data"]]`, refusedWith(where, /hex/)],
  "hex-length": [`pred["hex"] *= 2`, refusedWith(where, /hex/)],
  "hex-junk": [`pred["hex"] = ["0xzz"]`, refusedWith(where, /0xzz/)],
  "hex-huge": [`pred["hex"] = ["0x" + "f" * 1000000 + "p+0"]`, refusedWith(where, /pred/)],
  "hex-gone": [`del pred["hex"]`, { code: [1, 2] }],
  "shape-disagrees": [`pred["shape"] = [7]`, refusedWith(where, /pred/)],
  "shape-huge": [`pred["shape"] = [2 ** 40]`, refusedWith(where, /pred/)],
  "shape-negative": [`pred["shape"] = [-1]`, refusedWith(where, /pred/)],
  "data-text": [`pred["data"] = ["x"]`, refusedWith(where, /pred/)],
  "data-million": [
    `pred["data"] = [0] * 10**6; pred["shape"] = [10**6]; del pred["hex"]`,
    { code: [1, 2] },
  ],
  "dtype": [`pred["dtype"] = "__proto__"`, refusedWith(where, /dtype/)],
  "inputs-proto": [
    `call["inputs"] = {"__proto__": pred, "constructor": pred}`,
    refusedWith(/trial\.calls/),
  ],
  "inputs-none": [`call["inputs"] = {}`, refusedWith(/trial\.calls/)],
  "inputs-more": [`call["inputs"]["more"] = pred`, refusedWith(/trial\.calls/, /more/)],
  "params-unknown": [`call["params"] = {"toString": 1}`, refusedWith(/trial\.calls/, /toString/)],
  "loss-unknown": [`call["loss"] = "l2_loss"`, refusedWith(/trial\.calls/, /l2_loss/)],
  "loss-proto": [`call["loss"] = "__proto__"`, refusedWith(/trial\.calls/, /__proto__/)],
  "reduction": [`call["reduction"] = "constructor"`, refusedWith(where, /reduction/)],
  "calls-none": [`d["trial"]["calls"] = []`, refusedWith(/trial\.calls/, /calls/)],
  "calls-many": [`d["trial"]["calls"] *= 100000`, { code: [1, 2] }],
  "check-unknown": [`d["check"] = "l1_loss/no_such_check"`, refusedWith(/no_such_check/)],
  "check-proto": [`d["check"] = "__proto__/constructor/toString"`, refusedWith(/__proto__/)],
  "check-object": [`d["check"] = {"length": 3}`, refusedWith(where, /check/)],
  "format-newer": [`d["format"] = 99`, refusedWith(where, /format/)],
  "format-gone": [`del d["format"]`, refusedWith(where, /format/)],
  "seed-infinite": [`d["seed"] = float("inf")`, refusedWith(where)],
  "facts-deep": [`d["trial"]["facts"] = {"a": [[[[[[]]]]]]}`, { code: [1, 2] }],
  "fault-gone": [`del d["fault"]`, { code: [1, 2] }],
  "unknown-key": [`d["evil"] = 1`, refusedWith(where, /evil/)],
  "text": [
    `d["requirement"] = d["fault"]["why"] = d["clause"] = ${JSON.stringify(hostile)}`,
    { code: [1, 2], never: [/^attacker: 20 checks hold/m] },
  ],
  "text-long": [`d["requirement"] = "x" * 20000000`, { code: [1, 2], never: [/x{5000}/] }],
  "whole-deep": [`d["trial"]["facts"] = "DEEP"`, refusedWith(where)],
};

/** Reads it, edits it, writes it. */
const edited = (python: string) =>
  `import json
d = json.load(open("${file}"))
call = d["trial"]["calls"][0]
pred = call["inputs"]["pred"]
${python}
json.dump(d, open("${file}", "w"))
text = open("${file}").read().replace('"DEEP"', "[" * 100000 + "]" * 100000)
open("${file}", "w").write(text)`;

const replay = ["replay", file, "-i", "module.ts"];

/** Files that are none. */
const files: Readonly<Record<string, Content>> = {
  "zero": { link: "/dev/zero" },
  "dangling": { link: "nowhere" },
  "folder": { link: ".git" },
  "empty": "",
  "deep": "[".repeat(1e5),
  "number": "1e999",
  "text": "x".repeat(20e6),
  "null": "null",
  "not-utf-8": Uint8Array.of(0xff, 0xfe, 0x00),
};

/** What is put into a folder of counterexamples, as Python, and what is said of it. */
const folders: Readonly<Record<string, readonly [python: string, says: RegExp]>> = {
  "crowd": [
    `for i in range(10 ** 5): open(f"kept/{i}.json", "w").close()`,
    /"kept": it has more than 65536 files/,
  ],
  "around": [`os.symlink(".", "kept/around")`, /kept\/around/],
  "pipe": [`os.mkfifo("kept/one.json")`, /one\.json/],
};

/** All attacks by counterexamples. */
export const counterexamples: readonly Attack[] = [
  ...Object.entries(edits).map(([id, [python, expect]]) => ({
    id: `counterexample/${id}`,
    what: `replays a kept counterexample that was edited (${id})`,
    files: { "module.ts": moduleText({ answer: seven }) },
    args: [...checkL1, "--save", "kept"],
    writes: ["kept"],
    expect: failsWith(),
    then: { prepare: edited(python), args: replay, limit: 30, expect },
  })),
  ...Object.entries(files).map(([id, content]) => ({
    id: `counterexample/file-${id}`,
    what: `replays what is no counterexample (${id})`,
    files: { "module.ts": moduleText(), "kept.json": content },
    args: ["replay", "kept.json", "-i", "module.ts"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect: refusedWith(/kept\.json/),
  })),
  ...["zero", "deep", "not-utf-8", "null"].map((id) => ({
    id: `counterexample/regressions-${id}`,
    what: `tries kept counterexamples first, of which one is none (${id})`,
    files: { "module.ts": moduleText(), "kept/one.json": files[id] },
    args: [...checkL1, "--regressions", "kept"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect: refusedWith(/one\.json/),
  })),
  ...Object.entries(folders).map(([id, [python, says]]) => ({
    id: `counterexample/regressions-${id}`,
    what: `tries kept counterexamples first, from a folder that has no end (${id})`,
    files: { "module.ts": moduleText() },
    prepare: `import os\nos.mkdir("kept")\n${python}`,
    args: [...checkL1, "--regressions", "kept"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect: refusedWith(says),
  })),
  {
    id: "counterexample/regressions-link",
    what: "keeps counterexamples in a folder where a link of such a name leads elsewhere",
    files: {
      "module.ts": moduleText({ answer: seven }),
      [file]: { link: "../../home/.bashrc" },
    },
    args: [...checkL1, "--save", "kept"],
    writes: ["kept"],
    expect: { code: [1, 2] },
  },
];
