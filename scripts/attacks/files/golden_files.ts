/**
 * Attacks by golden folders that are not whole, or not what their manifest says.
 *
 * @module
 */
import { type Attack, type Expectation, failsWith } from "../attack.ts";
import { moduleText, seven } from "../module_text.ts";

/** Our own folder, as far as one loss needs it, its manifest made to fit. */
const copied = `import json, os, shutil
os.mkdir("golden")
for name in ("l1_loss.json", "huber_loss.json", "canary.json", "schema.json"):
    shutil.copy("{{TREE}}/golden/" + name, "golden")
m = json.load(open("{{TREE}}/golden/manifest.json"))
m["files"] = [f for f in m["files"] if os.path.exists("golden/" + f["file"])]
def load(name): return json.load(open("golden/" + name))
def store(name, value): json.dump(value, open("golden/" + name, "w"))
def seal():
    import hashlib
    for f in m["files"]:
        data = open("golden/" + f["file"], "rb").read()
        f["bytes"], f["sha256"] = len(data), hashlib.sha256(data).hexdigest()
d = load("l1_loss.json")
cases = d["cases"]
asked = [c for c in cases if "value" in c and c["reduction"] == "sum" and c["dtype"] == "f64"]
`;

const stored = `
store("l1_loss.json", d); seal(); store("manifest.json", m)`;

const refused: Expectation = { code: 2, says: [/golden/], never: [/: conforms/] };
const hollow: Expectation = { code: [1, 2, 3], never: [/: conforms/] };

/** What is done to the folder, as Python; the implementation is right. */
const edits: Readonly<Record<string, readonly [python: string, expect: Expectation]>> = {
  "untouched": [stored, { code: 0 }],
  "manifest-missing": [`store("l1_loss.json", d)`, refused],
  "file-missing": [`${stored}; os.remove("golden/huber_loss.json")`, refused],
  "asked-file-missing": [`${stored}; os.remove("golden/l1_loss.json")`, refused],
  "canary-missing": [`${stored}; os.remove("golden/canary.json")`, refused],
  "digest-wrong": [`${stored}; open("golden/l1_loss.json", "a").write(" ")`, refused],
  "folder-empty": [`shutil.rmtree("golden"); os.mkdir("golden")`, refused],
  "folder-missing": [`shutil.rmtree("golden")`, refused],
  "folder-is-file": [`shutil.rmtree("golden"); open("golden", "w").write("x")`, refused],
  "manifest-zero": [
    `${stored}; os.remove("golden/manifest.json"); os.symlink("/dev/zero", "golden/manifest.json")`,
    refused,
  ],
  "file-zero": [
    `${stored}; os.remove("golden/l1_loss.json"); os.symlink("/dev/zero", "golden/l1_loss.json")`,
    refused,
  ],
  "file-pipe": [
    `${stored}; os.remove("golden/l1_loss.json"); os.mkfifo("golden/l1_loss.json")`,
    refused,
  ],
  "folder-crowd": [
    `${stored}
for i in range(10 ** 5): open(f"golden/{i}.json", "w").close()`,
    refused,
  ],
  "manifest-deep": [`${stored}; open("golden/manifest.json", "w").write("[" * 100000)`, refused],
  "manifest-path": [
    `m["files"][0]["file"] = "../../home/credentials.json"; store("manifest.json", m)`,
    refused,
  ],
  "manifest-proto": [`m["files"][0]["file"] = "__proto__"; store("manifest.json", m)`, refused],
  "manifest-empty": [`m["files"] = []; store("manifest.json", m)`, refused],
  "cases-none": [`d["cases"] = []${stored}`, hollow],
  "case-twice": [`cases.append(cases[0])${stored}`, refused],
  "bounds-backwards": [
    `f = asked[0]["value"]["forms"][0]; f["lo"], f["hi"] = [1e300], [-1e300]${stored}`,
    hollow,
  ],
  "bounds-infinite": [
    `f = asked[0]["value"]["forms"][0]; f["lo"] = ["-Infinity"]; f["hi"] = ["Infinity"]${stored}`,
    { code: [0, 2] },
  ],
  "bounds-nan": [
    `asked[0]["value"]["forms"][0]["lo"] = ["NaN"]${stored}`,
    hollow,
  ],
  "forms-none": [`asked[0]["value"]["forms"] = []${stored}`, hollow],
  "dtype-unknown": [`cases[0]["dtype"] = "constructor"${stored}`, refused],
  "loss-unknown": [`asked[0]["loss"] = "__proto__"${stored}`, { code: [0, 2] }],
  "shape-huge": [`cases[0]["inputs"]["pred"]["shape"] = [2 ** 40]${stored}`, refused],
  "number-1e999": [
    `cases[0]["inputs"]["pred"]["data"][0] = "RAW"${stored}
text = open("golden/l1_loss.json").read().replace('"RAW"', "1e999")
open("golden/l1_loss.json", "w").write(text); seal(); store("manifest.json", m)`,
    refused,
  ],
  "name-long": [`cases[0]["name"] = "N" * 10**7${stored}`, { code: [0, 2], never: [/N{5000}/] }],
};

const right = moduleText();
const check = ["golden", "check", "module.ts", "--loss", "l1_loss", "--dtype", "f64"];

/** All attacks by golden folders. */
export const goldenFiles: readonly Attack[] = [
  ...Object.entries(edits).map(([id, [python, expect]]) => ({
    id: `golden/${id}`,
    what: `checks against a golden folder that was changed (${id})`,
    files: { "module.ts": right },
    prepare: `${copied}\n${python.trim()}`,
    args: [...check, "--folder", "golden"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect,
  })),
  {
    id: "golden/wrong-module",
    what: "checks a module that answers 7",
    files: { "module.ts": moduleText({ answer: seven }) },
    args: check,
    expect: failsWith(),
  },
  {
    id: "golden/one-case-supported",
    what: "supports one case of all: it conforms on that alone, and the verdict says so",
    files: {
      "module.ts": moduleText({
        before: "let asked = 0;",
        answer: `asked++ ? { unsupported: "tired" } : { value, gradients: { pred: slopes } }`,
      }),
    },
    args: check,
    expect: { code: 0, says: [/: conforms on 1 of 5 cases asked/] },
  },
  {
    id: "golden/generate-into-strangers",
    what: "makes golden files where a folder is full of something else",
    files: { "golden/precious.txt": "mine\n" },
    args: ["golden", "generate", "--folder", "golden"],
    limit: 180,
    expect: { code: 2, says: [/golden/] },
  },
  {
    id: "golden/export-into-file",
    what: "exports golden files to where a file is",
    files: { "out": "mine\n" },
    args: ["golden", "export", "--format", "npz", "--output", "out"],
    limit: 120,
    expect: { code: 2, says: [/out/] },
  },
];
