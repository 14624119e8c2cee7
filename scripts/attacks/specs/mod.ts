/**
 * All attacks by specs: formulas that take for ever, names that are taken, files that are none.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, refusedWith } from "../attack.ts";
import { formats, hostile } from "../hostile_text.ts";
import { moduleText } from "../module_text.ts";
import { formulaText, specText } from "../spec_text.ts";
import { range, raw, type Rows } from "./expected.ts";
import { fields, named, taken } from "./fields.ts";
import { chain, formulas } from "./formulas.ts";

const gib = 2 ** 30;
const validate = ["spec", "validate", "spec.json"];

/** Files that are no specs. */
const files: Rows<Content> = {
  "empty": ["", refusedWith(/spec\.json/)],
  "blank": [" ".repeat(1e6), refusedWith(/spec\.json/)],
  "zero": [{ link: "/dev/zero" }, refusedWith(/spec\.json/)],
  "random": [{ link: "/dev/urandom" }, refusedWith(/spec\.json/)],
  "dangling": [{ link: "nowhere" }, refusedWith(/spec\.json/)],
  "loop": [{ link: "spec.json" }, refusedWith(/spec\.json/)],
  "folder": [{ link: ".git" }, refusedWith(/spec\.json/)],
  "text-20-mb": ["x".repeat(20e6), refusedWith(/spec\.json/)],
  "title-20-mb": [specText({ title: "t".repeat(20e6) }), { code: [0, 2], never: [/t{5000}/] }],
  "deep": ["[".repeat(1e5) + "]".repeat(1e5), refusedWith(/spec\.json/)],
  "deep-objects": [`{"a":`.repeat(1e5) + "1" + "}".repeat(1e5), refusedWith(/spec\.json/)],
  "deep-field": [
    raw(specText({ title: "RAW" }), "[".repeat(1e5) + "]".repeat(1e5)),
    refusedWith(/spec\.json/),
  ],
  "utf-16": [
    new Uint8Array(Uint16Array.from(specText(), (c) => c.charCodeAt(0)).buffer),
    refusedWith(/spec\.json/),
  ],
  "not-utf-8": [Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), refusedWith(/UTF-8/)],
  "nul": ["\0".repeat(1000), refusedWith(/spec\.json/)],
  "cut": [specText().slice(0, 300), refusedWith(/spec\.json/)],
  "array": ["[]", refusedWith(/spec\.json/)],
  "number": ["7", refusedWith(/spec\.json/)],
  "null": ["null", refusedWith(/spec\.json/)],
  "digits": ["9".repeat(1e6), refusedWith(/spec\.json/)],
  "duplicate-keys": [specText().replace(`"title"`, `"id":"other_loss","title"`), { code: [0, 2] }],
  "byte-order-mark": [`\ufeff${specText()}`, { code: 0 }],
};

const row = (id: string, content: Content, expect: Expectation, args = validate): Attack => ({
  id,
  what: `validates a spec that is too much, or none (${id})`,
  files: { "spec.json": content },
  args,
  limit: 60,
  memory: 1.5 * gib,
  expect,
});

const module = moduleText().replace("l1_loss", "attacked_loss");
const only = ["--check", "attacked_loss/agreement/sum", "--runs", "3"];

const classes = 32_000;
const wide = JSON.stringify({
  inputs: {
    pred: { shape: [1, classes], data: range(classes).map((i) => i % 7) },
    label: { shape: [1], data: [3] },
  },
  reduction: "sum",
});

/** All attacks by specs. */
export const specs: readonly Attack[] = [
  ...Object.entries(formulas).map(([id, [text, expect]]) => row(`formula/${id}`, text, expect)),
  ...Object.entries(fields).map(([id, [text, expect]]) => row(`field/${id}`, text, expect)),
  ...taken.flatMap((name) =>
    Object.entries(named(name)).map(([what, text]) =>
      // An input of such a name is refused; elsewhere a name is a name.
      row(`name/${what}/${name}`, text, what === "input" ? refusedWith(/./) : { code: [0, 2] })
    )
  ),
  ...Object.entries(files).map(([id, [content, expect]]) => row(`file/${id}`, content, expect)),
  row("file/missing", { link: "nowhere" }, refusedWith(/gone\.json/), [
    "spec",
    "validate",
    "gone.json",
  ]),
  row("check/zero", { link: "/dev/zero" }, refusedWith(/spec\.json/), [
    "check",
    "reference",
    ...["--spec", "spec.json"],
  ]),
  {
    id: "check/squares",
    what: "checks a loss whose formula doubles twenty times",
    files: {
      "spec.json": formulaText("abs(b20)", chain(20, (b) => `${b}*${b}`)),
      "module.ts": module,
    },
    args: ["check", "module.ts", "--spec", "spec.json", ...only],
    expect: { code: [1, 2, 3] },
  },
  {
    id: "check/honest",
    what: "honest: checks a loss of a spec of one's own",
    files: { "spec.json": specText(), "module.ts": module },
    args: ["check", "module.ts", "--spec", "spec.json", ...only],
    expect: { code: 0, says: [/: conforms/] },
  },
  {
    id: "check/twice",
    what: "gives one spec twice",
    files: { "spec.json": specText(), "module.ts": module },
    args: ["check", "module.ts", "--spec", "spec.json", "spec.json", ...only],
    expect: { code: [0, 2] },
  },
  {
    id: "extends/cycle",
    what: "gives two specs that extend each other",
    files: {
      "a.json": JSON.stringify({ id: "a_loss", extends: "b_loss" }),
      "b.json": JSON.stringify({ id: "b_loss", extends: "a_loss" }),
    },
    args: ["spec", "validate", "a.json", "b.json"],
    expect: refusedWith(/extends/),
  },
  {
    id: "extends/chain",
    what: "gives 300 specs, each extending the one before",
    files: Object.fromEntries(
      range(300).map((i) => [
        `s${i}.json`,
        i === 0 ? specText({ id: "s0" }) : JSON.stringify({ id: `s${i}`, extends: `s${i - 1}` }),
      ]),
    ),
    args: ["spec", "validate", ...range(300).map((i) => `s${i}.json`)],
    expect: { code: [0, 2] },
  },
  {
    id: "evaluate/wide",
    what: "evaluates cross entropy of 32 000 classes",
    files: { "input.json": wide },
    args: ["evaluate", "cross_entropy", "input.json"],
    limit: 60,
    memory: 1.2 * gib,
    expect: { code: 0, says: [/rounded/] },
  },
  ...formats.map((format) => ({
    id: `text/${format}`,
    what: `has hostile texts in title, summary, sources and notes, for a report as ${format}`,
    files: {
      "spec.json": specText({
        title: hostile,
        summary: hostile,
        sources: [{ title: hostile, ref: hostile }],
        notes: [hostile],
      }),
      "module.ts": moduleText({ answer: "{ value: 7 }" }).replace("l1_loss", "attacked_loss"),
    },
    args: ["check", "module.ts", "--spec", "spec.json", ...only, "--format", format],
    // A title of such a kind may be refused, too.
    expect: { code: [1, 2], never: [/^attacker: 20 checks hold/m] },
  })),
  {
    id: "text/show",
    what: "shows a spec with hostile texts",
    files: { "spec.json": specText({ title: hostile, summary: hostile, notes: [hostile] }) },
    args: ["check", "--explain", "attacked_loss/agreement/sum", "--spec", "spec.json"],
    expect: { code: [0, 2] },
  },
  {
    id: "text/problems",
    what: "has a hostile key, id, axis and formula, which the problems tell of",
    files: {
      "spec.json": specText({
        [hostile]: 1,
        id: hostile,
        output: [hostile],
        formula: { let: { [hostile]: hostile }, forms: { textbook: hostile } },
      }),
    },
    args: validate,
    expect: refusedWith(/spec\.json/),
  },
];
