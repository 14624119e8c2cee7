import { assertEquals } from "@std/assert";
import { type Files, toBytes } from "./files.ts";
import { manifestName, manifestProblems, readManifest, writeManifest } from "./manifest.ts";

const files: Files = new Map([["b.json", toBytes("{}")], ["a.json", toBytes("[]")]]);
const head = { generator: "lossproof 0.0.0", seed: 1 };

function folder(changes: Readonly<Record<string, string | undefined>> = {}): Files {
  const manifest = writeManifest(files, new Map([["a.json", { cases: 3 }]]), head);
  const all = new Map(files).set(manifestName, toBytes(manifest));
  for (const [name, text] of Object.entries(changes)) {
    if (text === undefined) all.delete(name);
    else all.set(name, toBytes(text));
  }
  return all;
}

Deno.test("manifestProblems() has nothing to say of what it lists, nor of its companions", () => {
  const companions = { "README.md": "words", "accuracy/pytorch.json": "{}" };
  assertEquals(manifestProblems(folder(companions)), []);
});

Deno.test("manifestProblems() finds a changed byte, a missing and an extra file", () => {
  assertEquals(manifestProblems(folder({ "a.json": "[1]" })), [
    { file: "a.json", what: "is not what the manifest says: its digest is another" },
  ]);
  assertEquals(manifestProblems(folder({ "a.json": undefined })), [
    { file: "a.json", what: "is missing" },
  ]);
  assertEquals(manifestProblems(folder({ "c.json": "" })), [
    { file: "c.json", what: "is not in the manifest" },
  ]);
});

Deno.test("manifestProblems() finds a manifest that is missing, broken or lies", () => {
  const problem = (text: string | undefined) => manifestProblems(folder({ [manifestName]: text }));
  assertEquals(problem(undefined), [{ file: manifestName, what: "is missing" }]);
  assertEquals(problem("{").length, 1);
  assertEquals(problem('{"format": 2, "generator": "", "seed": 1, "files": []}'), [
    { file: manifestName, what: "format must be 1; got 2" },
  ]);
  const text = writeManifest(files, new Map(), head);
  const digit = text.indexOf('"sha256": "') + '"sha256": "'.length;
  const lie = text.slice(0, digit) + (text[digit] === "0" ? "1" : "0") + text.slice(digit + 1);
  assertEquals(problem(lie), [
    { file: "a.json", what: "is not what the manifest says: its digest is another" },
  ]);
});

Deno.test("writeManifest() lists the files by name, with what is known of them", () => {
  const text = writeManifest(files, new Map([["b.json", { cases: 3, bits: 128 }]]), head);
  const { files: [a, b], generator } = readManifest(text, manifestName);
  assertEquals([a.file, b.file, b.cases, b.bits, b.bytes, generator], [
    "a.json",
    "b.json",
    3,
    128,
    2,
    "lossproof 0.0.0",
  ]);
});
