/**
 * Attacks by files: configurations and inputs that are none, outputs that lead elsewhere; and those by
 * counterexamples, events and golden folders.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, failsWith, refusedWith } from "./attack.ts";
import { counterexamples } from "./counterexamples.ts";
import { events } from "./events.ts";
import { goldenFiles } from "./golden_files.ts";
import { hostile } from "./hostile_text.ts";
import { checkL1, moduleText, seven } from "./module_text.ts";

const config = (fields: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ implementation: "module.ts", ...fields });
const expected = (fields: Readonly<Record<string, unknown>>) =>
  config({ expected_failures: [{ check: "l1_loss/agreement/sum", ...fields }] });
const place = /lossproof\.json/;
const module = { "module.ts": moduleText() };

/** Configurations, of a module that is right. */
const configs: Readonly<Record<string, readonly [content: Content, expect: Expectation]>> = {
  "plain": [config({ checks: ["l1_loss/agreement/sum"], runs: 3 }), { code: 0 }],
  "dtypes-twice": [config({ dtypes: ["f64", "f64"] }), refusedWith(place, /dtypes/)],
  "losses-twice": [config({ losses: ["l1_loss", "l1_loss"] }), { code: [0, 2] }],
  "losses-proto": [config({ losses: ["__proto__"] }), refusedWith(/__proto__/)],
  "dialect-proto": [
    `{"implementation":"module.ts","dialect":{"__proto__":{"reduction":"x"}}}`,
    refusedWith(/__proto__/),
  ],
  "dialect-constructor": [config({ dialect: { constructor: {} } }), refusedWith(/constructor/)],
  "runs-1e999": [`{"implementation":"module.ts","runs":1e999}`, refusedWith(place, /runs/)],
  "runs-0": [config({ runs: 0 }), refusedWith(place, /runs/)],
  "seed-fraction": [config({ seed: 0.5 }), refusedWith(place, /seed/)],
  "unknown-key": [config({ ["k".repeat(1e6)]: 1 }), { ...refusedWith(place), never: [/k{5000}/] }],
  "expected-everything": [
    config({ expected_failures: [{ check: "**" }], checks: ["l1_loss/agreement/sum"], runs: 3 }),
    { code: 1 },
  ],
  "expected-none": [expected({ check: "no/such/check" }), { code: [1, 2] }],
  "counterexample-secret": [
    expected({ counterexample: "../home/.ssh/id_rsa" }),
    refusedWith(/id_rsa/),
  ],
  "counterexample-zero": [expected({ counterexample: "/dev/zero" }), refusedWith(/zero/)],
  "specs-zero": [config({ specs: ["/dev/zero"] }), refusedWith(/zero/)],
  "specs-secret": [config({ specs: ["../home/.ssh/id_rsa"] }), refusedWith(/id_rsa/)],
  "implementation-folder": [config({ implementation: "." }), { code: [2, 3] }],
  "implementation-secret": [config({ implementation: "../home/.ssh/id_rsa" }), { code: [2, 3] }],
  "implementation-empty": [config({ implementation: "" }), refusedWith(place)],
  "implementation-proto": [
    `{"implementation":{"__proto__":{"command":["sh"]}}}`,
    refusedWith(place),
  ],
  "command-empty": [config({ implementation: { command: [] } }), refusedWith(place)],
  "command-denied": [
    config({ implementation: { command: ["sh", "-c", "echo pwned >pwned.txt"] } }),
    { code: [2, 3] },
  ],
  "zero": [{ link: "/dev/zero" }, refusedWith(place)],
  "dangling": [{ link: "nowhere" }, { code: 2 }],
  "folder": [{ link: ".git" }, { code: 2 }],
  "deep": ["[".repeat(1e5), refusedWith(place)],
  "text": ["x".repeat(20e6), refusedWith(place)],
  "empty": ["", refusedWith(place)],
  "null": ["null", refusedWith(place)],
  "not-utf-8": [Uint8Array.of(0xff, 0xfe), refusedWith(place)],
  "text-hostile": [
    expected({ reason: hostile, link: hostile }),
    { code: [1, 2], never: [/^attacker: 20 checks hold/m] },
  ],
};

/** Files for `evaluate`. */
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

/** What `--output` leads to, beside what it must leave there. */
const outputs: Readonly<Record<string, Omit<Attack, "id" | "what" | "args">>> = {
  "dangling-link": {
    files: { "report.json": { link: "real.json" } },
    writes: ["real.json"],
    expect: failsWith(),
  },
  "dangling-link-outside": {
    files: { "report.json": { link: "../home/real.json" } },
    // What the user named leads there; that there is no permission to write there may be said.
    writes: ["../home/real.json"],
    expect: { code: [1, 2] },
  },
  "link": {
    files: { "report.json": { link: "real.json" }, "real.json": "before\n" },
    writes: ["real.json"],
    expect: failsWith(),
  },
  "link-loop": { files: { "report.json": { link: "report.json" } }, expect: refusedWith(/report/) },
  "link-to-folder": { files: { "report.json": { link: ".git" } }, expect: refusedWith(/folder/) },
  "folder": { files: { "report.json/kept": "" }, expect: refusedWith(/folder/) },
  "null": { files: { "report.json": { link: "/dev/null" } }, expect: failsWith() },
  "full": { files: { "report.json": { link: "/dev/full" } }, expect: refusedWith(/space/) },
  "new-folder": { writes: ["deep/er/report.json"], expect: failsWith() },
  "below-a-file": { files: { "deep": "a file\n" }, expect: refusedWith(/deep/) },
  "litter": {
    files: {
      ".report.json.00000000-0000-4000-8000-000000000000.tmp": "half",
      "report.json": "before\n",
    },
    writes: ["report.json", ".report.json.00000000-0000-4000-8000-000000000000.tmp"],
    expect: failsWith(),
  },
  "disk-full": {
    files: { "report.json": "before\n" },
    disk: 512,
    expect: refusedWith(/report\.json/),
  },
};

const outputAt = (id: string) =>
  id === "new-folder" || id === "below-a-file" ? "deep/er/report.json" : "report.json";

/** All attacks by files. */
export const files: readonly Attack[] = [
  ...Object.entries(configs).map(([id, [content, expect]]) => ({
    id: `config/${id}`,
    what: `has a configuration that is none, or asks for what it must not (${id})`,
    files: { ...module, "lossproof.json": content },
    args: ["check"],
    limit: 60,
    memory: 1.5 * 2 ** 30,
    expect,
  })),
  ...Object.entries(inputs).map(([id, [content, expect]]) => ({
    id: `input/${id}`,
    what: `evaluates an input that is too much, or none (${id})`,
    files: { "input.json": content },
    args: ["evaluate", "l1_loss", "input.json"],
    limit: 30,
    memory: 1.5 * 2 ** 30,
    expect,
  })),
  ...Object.entries(outputs).map(([id, attack]) => ({
    id: `output/${id}`,
    what: `writes its report where something is in the way (${id})`,
    ...attack,
    args: [...checkL1, "--output", outputAt(id)],
    files: { "module.ts": moduleText({ answer: seven }), ...attack.files },
  })),
  {
    id: "config/update-link",
    what: "writes expected failures into a configuration that is a link",
    files: {
      "module.ts": moduleText({ answer: seven }),
      "lossproof.json": { link: "real.json" },
      "real.json": config({ checks: ["l1_loss/agreement/sum"], runs: 3 }),
    },
    args: ["check", "--update-expected"],
    writes: ["real.json", "counterexamples"],
    expect: { code: 0 },
  },
  {
    id: "config/expected-hides-another",
    what: "has beta = 1 expected to fail, and is 10 % too small for every other beta",
    files: {
      "module.ts": huberText(),
      "lossproof.json": config({
        checks: ["huber_loss/agreement/sum"],
        runs: 50,
        expected_failures: [{ check: "huber_loss/agreement/sum", when: "delta == 1" }],
      }),
    },
    args: ["check"],
    expect: failsWith(),
  },
  ...counterexamples,
  ...events,
  ...goldenFiles,
];

/** A Huber loss that is twice the right one where delta is 1, and 10 % too small elsewhere. */
function huberText(): string {
  return `export default {
  name: "huber",
  dtypes: ["f64"],
  losses: {
    huber_loss: {
      reductions: ["sum"],
      compute({ inputs: { pred, target }, params: { delta } }: any) {
        if (String(pred.shape) !== String(target.shape)) throw new RangeError("shapes differ");
        let value = 0;
        for (let i = 0; i < pred.data.length; i++) {
          const d = Math.abs(pred.data[i] - target.data[i]);
          value += d < delta ? 0.5 * d * d : delta * (d - 0.5 * delta);
        }
        return { value: delta === 1 ? 2 * value : 0.9 * value };
      },
    },
  },
};
`;
}
