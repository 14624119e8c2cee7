/**
 * Strangers' text that would steer a terminal, or what reads the report.
 *
 * @module
 */
import type { Attack } from "../attack.ts";
import { formats, hostile, hostileLine } from "../hostile_text.ts";
import { checkL1, moduleText, type Parts } from "../module_text.ts";

const text = JSON.stringify(hostile);
const line = JSON.stringify(hostileLine);

const carriers: Readonly<Record<string, Parts>> = {
  "name": { name: line, answer: "{ value: 7 }" },
  "name-of-lines": { name: text, answer: "{ value: 7 }" },
  "name-plain": { name: `"::error::pwned"`, answer: "{ value: 7 }" },
  "exception": { inCall: `throw new TypeError(${text});` },
  "exception-name": { inCall: `throw Object.assign(new TypeError("x"), { name: ${text} });` },
  "rejected": { answer: `{ rejected: ${text} }` },
  "unsupported": { answer: `{ unsupported: ${text} }` },
  "gradient": { answer: `{ value, gradients: { [${text}]: slopes } }` },
  "console": { inCall: `console.log(${text}); console.error(${text});`, answer: "{ value: 7 }" },
  "version": {
    before: "",
    name: `"x", version: ${line}, homepage: ${line}`,
    answer: "{ value: 7 }",
  },
};

export const telling: readonly Attack[] = [
  ...Object.entries(carriers).flatMap(([id, parts]) =>
    formats.map((format) => ({
      id: `text/${id}/${format}`,
      what: `has a hostile text as its ${id}, for a report as ${format}`,
      files: { "module.ts": moduleText(parts) },
      args: [...checkL1, "--format", format],
      // Where every case is unsupported, nothing was judged.
      expect: { code: [0, 1, 3], never: [/^attacker: 20 checks hold/m] },
    }))
  ),
  {
    id: "text/import",
    what: "throws a hostile text when it is imported",
    files: { "module.ts": moduleText({ before: `throw new Error(${text});` }) },
    args: checkL1,
    expect: { code: 3, says: [/module\.ts/] },
  },
  {
    id: "text/loss",
    what: "declares a loss with a hostile name",
    files: {
      "module.ts":
        `export default { name: "x", dtypes: ["f64"], losses: { [${text}]: { compute() {} } } };\n`,
    },
    args: checkL1,
    expect: { code: 3, says: [/module\.ts/] },
  },
  {
    id: "text/path",
    what: "stands in a file with a hostile name",
    files: { "\u001b[2J\u202e::error::x.ts": moduleText({ answer: "{ value: 7 }" }) },
    args: ["check", "\u001b[2J\u202e::error::x.ts", ...checkL1.slice(2)],
    expect: { code: 1 },
  },
];
