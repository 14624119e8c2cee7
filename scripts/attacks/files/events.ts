/**
 * Attacks by files of events, which shards of a run leave and `merge` makes reports of.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, failsWith, refusedWith } from "../attack.ts";
import { formats, hostile } from "../hostile_text.ts";
import { moduleText, seven } from "../module_text.ts";

const never = [/: conforms/, /"conforms": ?true/];
const wrong: Expectation = { code: 2, says: [/run\.events/], never };

/** Edits of a run that failed, as Python on the list `e` of header, judged, footer. */
const edits: Readonly<Record<string, readonly [python: string, expect: Expectation]>> = {
  "untouched": ["pass", failsWith()],
  "no-footer": ["e = e[:2]", { code: [1, 3], says: [/incomplete/], never }],
  "header-only": ["e = e[:1]", { code: 1, says: [/incomplete/], never }],
  "nothing": ["e = []", wrong],
  "no-header": ["e = e[1:]", wrong],
  "two-headers": ["e.insert(1, e[0])", wrong],
  "two-footers": ["e.append(e[2])", wrong],
  "footer-first": ["e = [e[0], e[2], e[1]]", wrong],
  "footer-lies": [
    `e[2]["conforms"] = e[2]["accepted"] = True; e[2]["violations"] = 0`,
    { code: [1, 2], never },
  ],
  "counts-lie": [`e[2]["counts"] = {"pass": 99, "fail": 0, "undecided": 0, "skipped": 0}`, {
    code: [1, 2],
    never,
  }],
  "counts-negative": [`e[2]["counts"]["fail"] = -1`, { code: [1, 2], never }],
  "status-flipped": [`e[1]["status"] = "pass"`, { code: [1, 2], never }],
  "status-unknown": [`e[1]["status"] = "constructor"`, wrong],
  "judged-dropped": ["e = [e[0], e[2]]", { code: [1, 2, 3], never }],
  "judged-twice": ["e.insert(1, e[1])", { code: [1, 2], never }],
  "judged-unplanned": [`e[1]["check"] = "l1_loss/no_such_check"`, { code: [1, 2, 3], never }],
  "plan-empty": [`e[0]["checks"] = []; e = [e[0], e[2]]`, { code: [1, 2, 3], never }],
  "plan-proto": [`e[0]["specs"] = {"__proto__": "x"}`, { code: [1, 2], never }],
  "spec-other": [`e[0]["specs"]["l1_loss"] = "0" * 64`, { code: [1, 2], never }],
  "version-other": [`e[0]["lossproof"] = "99.0.0"`, { code: [1, 2], never }],
  "format-newer": [`e[0]["format"] = 99`, wrong],
  "type-unknown": [`e[1]["type"] = "__proto__"`, wrong],
  "cases-huge": [`e[2]["cases"] = 1e308`, { code: [1, 2], never }],
  "milliseconds-text": [`e[2]["milliseconds"] = "soon"`, wrong],
  "name-long": [
    `e[0]["implementation"]["name"] = "N" * 20000000`,
    { code: [1, 2], never: [...never, /N{5000}/] },
  ],
  "why-long": [`e[1]["why"] = "x" * 20000000`, { code: [1, 2], never: [...never, /x{5000}/] }],
  "lines-1e5": ["e = [e[0]] + [e[1]] * 100000 + [e[2]]", { code: [1, 2], never }],
};

const edited = (python: string) =>
  `import json
e = [json.loads(line) for line in open("run.events")]
${python}
open("run.events", "w").write("".join(json.dumps(one) + "\\n" for one in e))`;

const files: Readonly<Record<string, Content>> = {
  "zero": { link: "/dev/zero" },
  "dangling": { link: "nowhere" },
  "folder": { link: ".git" },
  "empty": "",
  "newlines": "\n".repeat(1e6),
  "deep": "[".repeat(1e5) + "]".repeat(1e5),
  "text": "x".repeat(20e6),
  "null": "null\nnull\n",
  "not-utf-8": Uint8Array.of(0xff, 0xfe, 0x0a),
  "footer-only": `{"type":"footer","conforms":true,"accepted":true}\n`,
};

const one = ["check", "module.ts", "--check", "l1_loss/agreement/sum", "--runs", "3"];

const failing = {
  files: { "module.ts": moduleText({ answer: seven }) },
  args: [...one, "--format", "events", "--output", "run.events"],
  writes: ["run.events"],
  expect: { code: 1 },
};

/** All attacks by events. */
export const events: readonly Attack[] = [
  ...Object.entries(edits).map(([id, [python, expect]]) => ({
    id: `events/${id}`,
    what: `merges the events of a run that failed, edited (${id})`,
    ...failing,
    then: { prepare: edited(python), args: ["merge", "run.events"], limit: 40, expect },
  })),
  ...formats.map((format) => ({
    id: `events/text-${format}`,
    what: `merges events with hostile texts, for a report as ${format}`,
    ...failing,
    then: {
      prepare: edited(`text = ${JSON.stringify(hostile)}
e[0]["implementation"]["name"] = e[0]["implementation"]["version"] = text
e[1]["why"] = e[1]["requirement"] = e[1]["clause"] = text
e[1]["counterexample"]["fault"]["why"] = e[1]["counterexample"]["replay"] = text`),
      args: ["merge", "run.events", "--format", format],
      expect: { code: [1, 2], never: [/^attacker: 20 checks hold/m] },
    },
  })),
  ...Object.entries(files).map(([id, content]) => ({
    id: `events/file-${id}`,
    what: `merges what is no file of events (${id})`,
    files: { "run.events": content },
    args: ["merge", "run.events"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect: refusedWith(/run\.events/),
  })),
  {
    id: "events/same-twice",
    what: "merges a run with itself",
    ...failing,
    then: { args: ["merge", "run.events", "run.events"], expect: { code: 2, never } },
  },
  {
    id: "events/shard-missing",
    what: "merges one of two shards",
    files: { "module.ts": moduleText() },
    args: ["check", "module.ts", "--check", "**/pure", "*/agreement/sum"]
      .concat("--runs", "3", "--shard", "1/2", "--format", "events", "--output", "1.events"),
    writes: ["1.events"],
    expect: { code: [0, 1] },
    then: { args: ["merge", "1.events"], expect: { ...refusedWith(/2/), never } },
  },
];
