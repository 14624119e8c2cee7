/**
 * Inputs for `evaluate` that are too much, or none.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, refusedWith } from "../attack.ts";
import { hostile } from "../hostile_text.ts";

/** What stands in the file, and what is to come of it. */
const inputs: Readonly<Record<string, readonly [content: Content, expect: Expectation]>> = {
  "plain": [`{"inputs":{"pred":3,"target":1}}`, { code: 0 }],
  "zero": [{ link: "/dev/zero" }, refusedWith(/input\.json/)],
  "deep": ["[".repeat(1e5), refusedWith(/input\.json/)],
  "deep-tensor": [
    `{"inputs":{"pred":${"[".repeat(1e5)}1${"]".repeat(1e5)},"target":1}}`,
    refusedWith(/input\.json/),
  ],
  "shape-huge": [
    `{"inputs":{"pred":{"shape":[1099511627776],"data":[1]},"target":1}}`,
    refusedWith(/pred/),
  ],
  "shape-long": [
    `{"inputs":{"pred":{"shape":[${Array(1e5).fill(1)}],"data":[1]},"target":1}}`,
    { code: [0, 2] },
  ],
  "ragged": [`{"inputs":{"pred":[[1],[1,2]],"target":1}}`, refusedWith(/pred/)],
  "number-1e999": [`{"inputs":{"pred":1e999,"target":1}}`, { code: [0, 2] }],
  "text": [`{"inputs":{"pred":"0x","target":1}}`, refusedWith(/pred/)],
  "hex-long": [`{"inputs":{"pred":"0x${"f".repeat(1e6)}p0","target":1}}`, { code: [0, 2] }],
  "hex-exponent": [`{"inputs":{"pred":"0x1p999999999999","target":1}}`, { code: [0, 2] }],
  "digits": [`{"inputs":{"pred":${"9".repeat(1e6)},"target":1}}`, { code: [0, 2] }],
  "proto": [`{"inputs":{"__proto__":1,"pred":3,"target":1}}`, refusedWith(/__proto__/)],
  "param-unknown": [
    `{"inputs":{"pred":3,"target":1},"params":{"constructor":1}}`,
    refusedWith(/constructor/),
  ],
  "unknown-key": [`{"inputs":{"pred":3,"target":1},"${"k".repeat(1e6)}":1}`, {
    code: 2,
    never: [/k{5000}/],
  }],
  "text-hostile": [JSON.stringify({ inputs: { pred: hostile, target: 1 } }), { code: 2 }],
};

/** All attacks by inputs. */
export const evaluations: readonly Attack[] = [
  ...Object.entries(inputs).map(([id, [content, expect]]) => ({
    id: `input/${id}`,
    what: `evaluates an input that is too much, or none (${id})`,
    files: { "input.json": content },
    args: ["evaluate", "l1_loss", "input.json"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect,
  })),
];
