/**
 * What programs answer in place of an answer, and say of themselves in place of an introduction.
 *
 * @module
 */
import { type Attack, failsWith } from "../attack.ts";
import { program, timed } from "./row.ts";

/** What is answered in place of an answer, as Python, and that it is told of. */
const answers: Readonly<Record<string, string>> = {
  "nesting":
    `write(b'{"id":%d,"results":' % full["id"] + b"[" * 100000 + b"]" * 100000 + b"}\\n"); continue`,
  "nesting-objects":
    `write(b'{"id":%d,"results":' % full["id"] + b'{"a":' * 100000 + b"1" + b"}" * 100000 + b"}\\n"); continue`,
  "huge-number":
    `write(b'{"id":%d,"results":[{"value":{"shape":[1e999],"data":""}}]}\\n' % full["id"]); continue`,
  "digits": `write(b'{"id":' + b"9" * 1000000 + b',"results":[]}\\n'); continue`,
  "exponent":
    `write(b'{"id":%d,"results":[{"value":{"shape":[1e9],"data":"AAAA"}}]}\\n' % full["id"]); continue`,
  "nan-literal": `write(b'{"id":%d,"results":[{"value":NaN}]}\\n' % full["id"]); continue`,
  "nan-value": `full["results"] = [{"value": float("nan")}]`,
  "duplicate-keys":
    `write(b'{"id":%d,"id":%d,"results":[],"results":[{"value":1}]}\\n' % (full["id"] + 5, full["id"])); continue`,
  "trailing": `write(json.dumps(full).encode() + b" {}\\n"); continue`,
  "two-lines": `write(json.dumps(full, indent=1).encode() + b"\\n"); continue`,
  "comment": `write(b"// here\\n"); continue`,
  "single-quotes": `write(repr(full).encode() + b"\\n"); continue`,
  "another-id": `full["id"] += 1000`,
  "negative-id": `full["id"] = -1`,
  "huge-id": `full["id"] = 2 ** 70`,
  "text-id": `full["id"] = "__proto__"`,
  "object-id": `full["id"] = {"valueOf": 1}`,
  "no-id": `del full["id"]`,
  "list": `full = [full]`,
  "null": `full = None`,
  "results-object": `full["results"] = {"0": 1, "length": 1}`,
  "results-more": `full["results"] *= 1000`,
  "results-huge": `full["results"] = [{"unsupported": "x"}] * 1000000`,
  "proto":
    `full["results"] = [{"__proto__": {"value": 1}, "constructor": 1} for _ in full["results"]]`,
  "shape-negative": `full["results"][0] = {"value": {"shape": [-1], "data": ""}}`,
  "shape-fraction": `full["results"][0] = {"value": {"shape": [0.5], "data": ""}}`,
  "shape-2-53": `full["results"][0] = {"value": {"shape": [2 ** 53, 2 ** 53], "data": ""}}`,
  "shape-long": `full["results"][0] = {"value": {"shape": [1] * 1000000, "data": "AAAAAAAAAAA="}}`,
  "data-huge": `full["results"][0] = {"value": {"shape": [], "data": "A" * 40000000}}`,
  "data-dirty": `full["results"][0] = {"value": {"shape": [], "data": "AAAA\\u0000AAAAAAA="}}`,
  "dtype":
    `full["results"][0] = {"value": {"shape": [], "data": "AAAAAAAAAAA=", "dtype": "__proto__"}}`,
  "surrogate": `write(b'{"id":%d,"results":["\\\\ud800"]}\\n' % full["id"]); continue`,
  "seven":
    `full["results"] = [{"value": tensor([7.0], []), "gradients": {"pred": tensor([7.0], [1])}}]`,
  "error-huge": `full["results"][0] = {"error": "x" * 20000000}`,
  "error-lines": `full["results"][0] = {"error": "line\\n" * 4000000}`,
  "error-classes": `full["results"][0] = {"error": "x", "classes": ["C" * 100000] * 100}`,
  "refuses-all": `full["results"] = [{"rejected": "no"} for _ in full["results"]]`,
};

/** What it says of itself, as Python. */
const introductions: Readonly<Record<string, string>> = {
  "proto-loss": `about["losses"] = {"__proto__": {}, "constructor": {}}`,
  "million-losses": `about["losses"] = {f"loss{i}": {} for i in range(1000000)}`,
  "name-object": `about["name"] = {"toString": 1}`,
  "name-missing": `del about["name"]`,
  "dtypes-twice": `about["dtypes"] = ["f64", "f64"]`,
  "dtypes-none": `about["dtypes"] = []`,
  "dtype-unknown": `about["dtypes"] = ["f64", "toString"]`,
  "protocol-text": `about["protocol"] = "2; rm -rf"`,
  "protocol-huge": `about["protocol"] = 10 ** 400`,
  "nesting": `write(b"[" * 100000 + b"]" * 100000 + b"\\n"); continue`,
  "null": `about = None`,
  "html": `write(b"<html>\\n"); continue`,
  "dies": `os._exit(5)`,
  "segfaults": `os.kill(os.getpid(), signal.SIGSEGV)`,
  "domain-backwards":
    `about["protocol"] = 2; about["losses"]["l1_loss"]["domain"] = {"pred": {"minimum": 2, "maximum": 1}}`,
  "domain-unknown":
    `about["protocol"] = 2; about["losses"]["l1_loss"]["domain"] = {"__proto__": {"minimum": 2}}`,
};

/** All of them. */
export const answering: readonly Attack[] = [
  ...Object.entries(answers).map(([id, run]) =>
    program(`answer/${id}`, {
      what: `answers what is no answer (${id})`,
      parts: { run },
      options: ["--timeout", "3"],
      expect: { ...failsWith(), never: [/: conforms/, /x{5000}|C{5000}|(?:line\s+){500}/] },
    })
  ),
  ...Object.entries(introductions).map(([id, start]) =>
    program(`start/${id}`, {
      what: `introduces itself as nobody does (${id})`,
      parts: { start },
      options: timed,
      expect: { code: [2, 3], says: [/Cannot run|matches none/], never: [/: conforms/] },
    })
  ),
];
