/**
 * Fields of specs that are wrong, and names that objects have already.
 *
 * @module
 */
import { refusedWith } from "../attack.ts";
import { formulaText, plainSpec, specText } from "../spec_text.ts";
import { fitsOrNot, range, raw, type Rows } from "./expected.ts";

const { pred, target } = plainSpec.inputs as Record<string, unknown>;
const withParam = (param: unknown) =>
  specText({
    params: { beta: param },
    formula: { forms: { textbook: "abs(pred - target) * beta" } },
  });
/** Names that objects have already. */
export const taken = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

/** Specs that have such a name, by where they have it. */
export const named = (name: string): Readonly<Record<string, string>> => ({
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
export const fields: Rows = {
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
  "forms-200": [
    specText({
      formula: {
        forms: Object.fromEntries(range(200).map((i) => [`form${i}`, "abs(pred - target)"])),
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
