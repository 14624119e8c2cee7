/**
 * Configurations that are none, or ask for what they must not.
 *
 * @module
 */
import { type Attack, type Content, type Expectation, failsWith, refusedWith } from "../attack.ts";
import { hostile } from "../hostile_text.ts";
import { moduleText, seven } from "../module_text.ts";

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

/** All attacks by configurations. */
export const configurations: readonly Attack[] = [
  ...Object.entries(configs).map(([id, [content, expect]]) => ({
    id: `config/${id}`,
    what: `has a configuration that is none, or asks for what it must not (${id})`,
    files: { ...module, "lossproof.json": content },
    args: ["check"],
    limit: 60,
    memory: 1.5 * 2 ** 30,
    expect,
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
