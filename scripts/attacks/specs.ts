/**
 * Attacks by specs: formulas that take for ever, names that are taken, files that are none.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, refusedWith } from "./attack.ts";
import { formats, hostile } from "./hostile_text.ts";
import { moduleText } from "./module_text.ts";
import { formulaText, plainSpec, specText } from "./spec_text.ts";

const gib = 2 ** 30;
const validate = ["spec", "validate", "spec.json"];

/** Fits, or is refused with a figure that says how much would. */
const fitsOrNot: Expectation = { code: [0, 2], says: [/valid|\d/] };
const valid: Expectation = { code: 0, says: [/1 spec is valid/] };

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const chain = (count: number, next: (before: string) => string) => ({
  b0: "d",
  ...Object.fromEntries(range(count).map((i) => [`b${i + 1}`, next(`b${i}`)])),
});
const nest = (count: number, open: string, inner: string, close: string) =>
  open.repeat(count) + inner + close.repeat(count);

/** Formulas whose work must not grow faster than they do. */
const formulas: Readonly<Record<string, readonly [text: string, expect: Expectation]>> = {
  "squares-8": [formulaText("b8", chain(8, (b) => `${b}*${b}`)), valid],
  "squares-20": [formulaText("b20", chain(20, (b) => `${b}*${b}`)), valid],
  "squares-200": [formulaText("b200", chain(200, (b) => `${b}*${b}`)), fitsOrNot],
  "sums-60": [formulaText("b60", chain(60, (b) => `${b}+${b}`)), fitsOrNot],
  "powers-300": [formulaText(Array(300).fill("abs(d)").join("^")), fitsOrNot],
  "lets-5000": [formulaText("b5000", chain(5000, (b) => `${b} + 1`)), fitsOrNot],
  "lets-unused": [
    formulaText("abs(d)", Object.fromEntries(range(5000).map((i) => [`u${i}`, "d + 1"]))),
    fitsOrNot,
  ],
  "characters-1e5": [formulaText(Array(25_000).fill("d").join(" + ")), fitsOrNot],
  "characters-1e7": [formulaText(Array(2_500_000).fill("d").join(" + ")), fitsOrNot],
  "products-1e4": [formulaText(Array(10_000).fill("d").join(" * ")), fitsOrNot],
  "parentheses": [formulaText(nest(50_000, "(", "abs(d)", ")")), fitsOrNot],
  "parentheses-open": [formulaText("(".repeat(100_000)), refusedWith(/formula/)],
  "calls": [formulaText(nest(20_000, "abs(", "d", ")")), fitsOrNot],
  "minuses": [formulaText(`abs(${"-".repeat(100_000)}d)`), fitsOrNot],
  "wheres": [formulaText(nest(300, "where(d < 1, ", "d", ", abs(d))")), fitsOrNot],
  "wheres-twice": [formulaText("b25", chain(25, (b) => `where(${b} < 1, ${b}, -${b})`)), fitsOrNot],
  "maxima": [formulaText("b25", chain(25, (b) => `max(${b}, -${b} * ${b})`)), fitsOrNot],
  "divisions": [formulaText("b25", chain(25, (b) => `${b} / (1 + ${b} * ${b})`)), fitsOrNot],
  "exponentials": [formulaText(nest(200, "exp(", "d", ")")), fitsOrNot],
  "softplus": [formulaText("b15", chain(15, (b) => `softplus(${b}) * sigmoid(${b})`)), fitsOrNot],
  "huge-constant": [formulaText(`abs(d) * 1${"0".repeat(10_000)}`), fitsOrNot],
  "huge-power": [formulaText("abs(d)^1000000000"), fitsOrNot],
  "tiny-power": [formulaText("abs(d)^1e-300"), fitsOrNot],
  "tower": [formulaText("2^2^2^2^2^2^abs(d)"), fitsOrNot],
  "name-long": [formulaText(`abs(${"x".repeat(1_000_000)})`), refusedWith(/formula/)],
  "undefined-everywhere": [
    formulaText("log(-1 - abs(d))"),
    refusedWith(/undefined|no value|defined/),
  ],
  "division-by-zero": [formulaText("d / (d - d)"), refusedWith(/undefined|no value|defined/)],
  "root-of-negative": [formulaText("sqrt(-1 - d^2)"), refusedWith(/undefined|no value|defined/)],
  "code": [
    formulaText(`constructor.constructor("return Deno")()`),
    refusedWith(/formula\.forms\.textbook/),
  ],
  "template": [formulaText("`${Deno.exit(0)}`"), refusedWith(/formula\.forms\.textbook/)],
  "global": [formulaText("globalThis + pred"), refusedWith(/formula\.forms\.textbook/)],
  "assignment": [formulaText("d = pred"), refusedWith(/formula\.forms\.textbook/)],
  "member": [formulaText("pred.__proto__"), refusedWith(/formula\.forms\.textbook/)],
  "call-of-proto": [formulaText("toString(d)"), refusedWith(/formula\.forms\.textbook/)],
  "empty": [formulaText(""), refusedWith(/formula\.forms\.textbook/)],
  "blanks": [formulaText(" \n ".repeat(100_000)), refusedWith(/formula\.forms\.textbook/)],
  "nul": [formulaText("abs(d)\0"), refusedWith(/formula\.forms\.textbook/)],
  "unicode": [formulaText("abs(ｄ)"), refusedWith(/formula\.forms\.textbook/)],
  "let-cycle": [formulaText("b", { b: "c", c: "b" }), refusedWith(/formula\.let/)],
  "let-of-itself": [formulaText("b", { b: "b + 1" }), refusedWith(/formula\.let/)],
};

const { pred, target } = plainSpec.inputs as Record<string, unknown>;
const withParam = (param: unknown) =>
  specText({
    params: { beta: param },
    formula: { forms: { textbook: "abs(pred - target) * beta" } },
  });
/** JSON's own text of a number that does not fit. */
const raw = (text: string, number: string) => text.replaceAll('"RAW"', number);

/** Names that objects have already. */
const taken = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];
const named = (name: string): Readonly<Record<string, string>> => ({
  input: raw(
    specText({
      inputs: { pred, RAW: target },
      formula: { forms: { textbook: `abs(pred - ${name})` } },
      rejects: [{ kind: "shapes_differ", of: ["pred", name] }],
    }),
    JSON.stringify(name),
  ),
  param: raw(
    specText({
      params: { RAW: { default: 1 } },
      formula: { forms: { textbook: `abs(pred - target) * ${name}` } },
    }),
    JSON.stringify(name),
  ),
  let: raw(
    specText({ formula: { let: { RAW: "pred - target" }, forms: { textbook: `abs(${name})` } } }),
    JSON.stringify(name),
  ),
  form: raw(specText({ formula: { forms: { RAW: "abs(pred - target)" } } }), JSON.stringify(name)),
  id: specText({ id: name }),
  axis: specText({
    inputs: { pred: { shape: [name], grad: true }, target: { shape: [name], grad: true } },
    output: [name],
  }),
});

/** Fields that are wrong, and where the message says so. */
const fields: Readonly<Record<string, readonly [text: string, expect: Expectation]>> = {
  "param-1e999": [
    raw(withParam({ default: "RAW" }), "1e999"),
    refusedWith(/params\.beta\.default/),
  ],
  "param-minus-1e999": [raw(withParam({ default: "RAW" }), "-1e999"), refusedWith(/params\.beta/)],
  "sample-1e999": [
    raw(withParam({ default: 1, samples: ["RAW"] }), "1e999"),
    refusedWith(/params\.beta\.samples/),
  ],
  "minimum-1e999": [
    raw(withParam({ default: 1, maximum: "RAW" }), "1e999"),
    refusedWith(/params\.beta\.maximum/),
  ],
  "range-backwards": [
    withParam({ default: 1, minimum: 2, maximum: 0 }),
    refusedWith(/params\.beta/),
  ],
  "default-outside": [withParam({ default: -1, minimum: 0 }), refusedWith(/params\.beta/)],
  "param-text": [withParam({ default: "1" }), refusedWith(/params\.beta/)],
  "param-null": [withParam(null), refusedWith(/params\.beta/)],
  "axis-unbound": [specText({ output: ["N"] }), refusedWith(/output/)],
  "axis-in-formula": [formulaText("abs(d) * Q"), refusedWith(/formula\.forms\.textbook/)],
  "axis-twice": [
    specText({ inputs: { pred: { shape: ["N", "N"], grad: true }, target: pred } }),
    refusedWith(/shape/),
  ],
  "ellipsis-twice": [
    specText({ inputs: { pred: { shape: ["...", "..."], grad: true }, target: pred } }),
    refusedWith(/shape/),
  ],
  "no-inputs": [specText({ inputs: {} }), refusedWith(/input/)],
  "inputs-300": [
    specText({
      inputs: Object.fromEntries([
        ...Object.entries({ pred, target }),
        ...range(300).map((i) => [`x${i}`, target]),
      ]),
    }),
    fitsOrNot,
  ],
  "rank-64": [
    specText({
      inputs: {
        pred: { shape: range(64).map((i) => `A${i}`), grad: true },
        target: { shape: range(64).map((i) => `A${i}`), grad: true },
      },
      output: range(64).map((i) => `A${i}`),
    }),
    fitsOrNot,
  ],
  "class-axes": [
    specText({
      family: "multiclass",
      inputs: {
        pred: { shape: ["N", "C", "H", "W"], grad: true },
        target: { shape: ["N", "C", "H", "W"], grad: true },
      },
      output: ["N", "H", "W"],
      formula: { forms: { textbook: "-sum(target * log_softmax(pred))" } },
      invariants: [],
    }),
    fitsOrNot,
  ],
  "invariants-10000": [
    specText({ invariants: range(10_000).map(() => ({ kind: "nonnegative" })) }),
    fitsOrNot,
  ],
  "forms-1000": [
    specText({
      formula: {
        forms: Object.fromEntries(range(1000).map((i) => [`form${i}`, "abs(pred - target)"])),
      },
    }),
    fitsOrNot,
  ],
  "forms-disagree": [
    specText({ formula: { forms: { one: "abs(pred - target)", two: "2 * abs(pred - target)" } } }),
    refusedWith(/two/),
  ],
  "boundary-infinite": [
    specText({ boundaries: [{ name: "b", input: "pred", at: "1/0" }] }),
    fitsOrNot,
  ],
  "bound-undefined": [
    specText({ invariants: [{ kind: "gradient_bounded", of: "pred", by: "0/0" }] }),
    fitsOrNot,
  ],
  "unknown-keys": [
    specText(Object.fromEntries(range(10_000).map((i) => [`key${i}`, i]))),
    refusedWith(/key0/),
  ],
  "unknown-key-long": [specText({ ["k".repeat(1_000_000)]: 1 }), refusedWith(/spec\.json/)],
  "schema-url": [specText({ $schema: "http://127.0.0.1:{{PORT}}/schema.json" }), fitsOrNot],
  "id-path": [specText({ id: "../../etc/passwd" }), refusedWith(/id/)],
  "id-empty": [specText({ id: "" }), refusedWith(/id/)],
  "id-long": [specText({ id: "a".repeat(1_000_000) }), { code: [0, 2], never: [/a{5000}/] }],
  "id-blank": [specText({ id: "a b\nc" }), refusedWith(/id/)],
  "extends-itself": [
    JSON.stringify({ id: "attacked_loss", extends: "attacked_loss" }),
    refusedWith(/extends/),
  ],
  "extends-proto": [
    JSON.stringify({ id: "attacked_loss", extends: "__proto__" }),
    refusedWith(/extends/),
  ],
  "extends-path": [
    JSON.stringify({ id: "attacked_loss", extends: "../home/credentials" }),
    refusedWith(/extends/),
  ],
};

/** Files that are no specs. */
const files: Readonly<Record<string, readonly [content: Content, expect: Expectation]>> = {
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
  limit: 30,
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
