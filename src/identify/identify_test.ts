import { builtinWitnesses } from "../losses/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { type Answer, type LossDefinition, moduleAdapter, type Question } from "../adapters/mod.ts";
import { referenceAdapter } from "../adapters/internal.ts";
import { builtinSpecs } from "../spec/mod.ts";
import type { Finding } from "./finding.ts";
import { followsDeclared } from "./follows.ts";
import { identifyLoss } from "./identify.ts";

const sum = (terms: readonly number[]) => terms.reduce((total, x) => total + x, 0);
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

async function identify(id: string, definition: LossDefinition) {
  const adapter = moduleAdapter(
    { name: "a library", dtypes: ["f64"], losses: { [id]: definition } },
    builtinSpecs,
  );
  return await identifyLoss(adapter, builtinSpecs.get(id)!, { witnesses: builtinWitnesses(id) });
}

function found(findings: readonly Finding[], witness: string) {
  const finding = findings.find((one) => one.witness === witness);
  if (finding?.status !== "found") throw new Error(`${witness}: ${JSON.stringify(finding)}`);
  return finding;
}

/** Elementwise losses of a term, reduced in the usual way. */
function elementwise(term: (p: number, t: number, i: number, question: Question) => number) {
  return (question: Question): Answer => {
    const { inputs: { pred, target }, reduction } = question;
    if (pred.data.length === 0) throw new RangeError("empty");
    const terms = Array.from(pred.data, (p, i) => term(p, target.data[i], i, question));
    if (reduction === "none") return { value: terms };
    return { value: reduction === "sum" ? sum(terms) : sum(terms) / terms.length };
  };
}

/** Cross entropy whose mean is any function of the rows' losses. */
function overRows(
  mean: (terms: readonly number[], labels: readonly number[], question: Question) => number,
  weight: (k: number, question: Question) => number = () => 1,
) {
  return (question: Question): Answer => {
    const { inputs: { pred, label }, reduction } = question;
    const [n, c] = pred.shape;
    if (n === 0) return { rejected: "no" };
    if (pred.shape.length > 2) return { unsupported: "no further axes" };
    const labels = Array.from(label.data);
    const ignored = question.params.ignore_index;
    if (labels.some((k) => k !== ignored && (k < 0 || k >= c))) throw new RangeError("no class");
    const terms = labels.map((k, row) => {
      if (k === ignored) return 0;
      const x = Array.from(pred.data.slice(row * c, (row + 1) * c));
      return weight(k, question) * (Math.log(sum(x.map(Math.exp))) - x[k]);
    });
    if (reduction === "none") return { value: terms };
    return { value: reduction === "sum" ? sum(terms) : mean(terms, labels, question) };
  };
}

const huberAsSmoothL1: LossDefinition = {
  compute: elementwise((p, t, _, { params: { beta } }) => {
    const d = Math.abs(p - t);
    const b = Number(beta);
    return d < b ? 0.5 * d * d : b * (d - 0.5 * b);
  }),
};

const countRows = ({ params }: Question, labels: readonly number[]) =>
  labels.filter((k) => k !== params.ignore_index).length;

/** Implementations that follow another convention, written by hand, and what is to be found. */
const others: readonly [
  loss: string,
  witness: string,
  convention: string,
  definition: LossDefinition,
][] = [
  ["smooth_l1_loss", "function", "huber", huberAsSmoothL1],
  ["smooth_l1_loss", "function", "discontinuous", {
    compute: elementwise((p, t, _, { params: { beta } }) => {
      const d = Math.abs(p - t);
      return d < Number(beta) ? 0.5 * d * d : d - 0.5;
    }),
  }],
  ["smooth_l1_loss", "evenness", "signed", {
    compute: elementwise((p, t, _, { params: { beta } }) => {
      const b = Number(beta);
      return p - t < b ? 0.5 * (p - t) ** 2 / b : p - t - 0.5 * b;
    }),
  }],
  ["smooth_l1_loss", "zero_breakpoint", "l1", {
    compute: elementwise((p, t, _, { params: { beta } }) => {
      const [d, b] = [Math.abs(p - t), Number(beta)];
      return d < b ? 0.5 * d * d / b : d - 0.5 * b;
    }),
  }],
  ["l1_loss", "mean", "first_axis", {
    reductions: ["mean"],
    compute: ({ inputs: { pred, target } }) => ({
      value: sum(Array.from(pred.data, (p, i) => Math.abs(p - target.data[i]))) / pred.shape[0],
    }),
  }],
  ["binary_cross_entropy", "clipping", "clip_1e_7", {
    compute: elementwise((p, t) => {
      const q = Math.min(Math.max(p, 1e-7), 1 - 1e-7);
      return -(t * Math.log(q) + (1 - t) * Math.log(1 - q));
    }),
  }],
  ["binary_cross_entropy", "clipping", "inside_1e_7", {
    compute: elementwise((p, t) => -(t * Math.log(p + 1e-7) + (1 - t) * Math.log(1 - p + 1e-7))),
  }],
  ["binary_cross_entropy", "clipping", "log_floor", {
    compute: elementwise((p, t) =>
      -(t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100))
    ),
  }],
  ["binary_cross_entropy_with_logits", "mean", "mean_over_sum_of_weights", {
    optional: ["weight"],
    reductions: ["mean"],
    compute: ({ inputs: { pred, target, weight } }) => {
      const w = Array.from(pred.data, (_, i) => weight?.data[i] ?? 1);
      const terms = w.map((wi, i) => wi * (softplus(pred.data[i]) - pred.data[i] * target.data[i]));
      return { value: sum(terms) / sum(w) };
    },
  }],
  ["binary_cross_entropy_with_logits", "pos_weight", "interpolated", {
    optional: ["pos_weight"],
    compute: elementwise((x, t, i, { inputs: { pos_weight } }) =>
      (1 + ((pos_weight?.data[i] ?? 1) - 1) * t) * (softplus(x) - x * t)
    ),
  }],
  ["binary_cross_entropy_with_logits", "saturation", "clip_1e_7", {
    optional: [],
    compute: elementwise((x, t) => {
      const p = Math.min(Math.max(sigmoid(x), 1e-7), 1 - 1e-7);
      return -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
    }),
  }],
  ["binary_cross_entropy_with_logits", "soft_targets", "thresholded", {
    optional: [],
    compute: elementwise((x, t) => softplus(t > 0.5 ? -x : x)),
  }],
  ["cross_entropy", "ignored_rows", "mean_over_rows", {
    optional: [],
    params: ["ignore_index"],
    compute: overRows((terms) => sum(terms) / terms.length),
  }],
  ["cross_entropy", "ignored_rows", "mean_over_valid_rows", {
    params: ["ignore_index"],
    compute: overRows(
      (terms, labels, question) => sum(terms) / countRows(question, labels),
      (k, { inputs: { class_weight } }) => class_weight?.data[k] ?? 1,
    ),
  }],
  ["cross_entropy", "ignored_rows", "sum_of_all_label_weights", {
    params: ["ignore_index"],
    compute: overRows(
      (terms, labels, { inputs: { class_weight } }) =>
        sum(terms) / sum(labels.map((k) => class_weight?.data[k] ?? 1)),
      (k, { inputs: { class_weight } }) => class_weight?.data[k] ?? 1,
    ),
  }],
  ["cross_entropy", "label_below", "wraps", {
    optional: [],
    params: [],
    compute: ({ inputs: { pred, label }, params, reduction, ...rest }) => {
      const c = pred.shape[1];
      const wrapped = { ...label, data: label.data.map((k) => k < 0 && k >= -c ? k + c : k) };
      const question = { ...rest, inputs: { pred, label: wrapped }, params, reduction };
      return overRows((terms, labels) => sum(terms) / countRows(question, labels))(question);
    },
  }],
  ["sigmoid_focal_loss", "soft_targets", "two_terms", {
    optional: [],
    compute: elementwise((x, t, _, { params: { gamma, alpha } }) => {
      const [p, g] = [sigmoid(x), Number(gamma)];
      const [a, b] = alpha === null ? [1, 1] : [alpha, 1 - alpha];
      return a * t * (1 - p) ** g * softplus(-x) + b * (1 - t) * p ** g * softplus(x);
    }),
  }],
  ["sigmoid_focal_loss", "alpha", "all", {
    optional: [],
    compute: elementwise((x, t, _, { params: { gamma, alpha } }) => {
      const p = sigmoid(x);
      return (alpha ?? 1) * (p + t - 2 * p * t) ** Number(gamma) * (softplus(x) - x * t);
    }),
  }],
  ["sigmoid_focal_loss", "zero_alpha", "off", {
    optional: [],
    compute: elementwise((x, t, _, { params: { gamma, alpha } }) => {
      const p = sigmoid(x);
      const balance = alpha ? alpha * t + (1 - alpha) * (1 - t) : 1;
      return balance * (p + t - 2 * p * t) ** Number(gamma) * (softplus(x) - x * t);
    }),
  }],
  ["sigmoid_focal_loss", "gamma", "hit", {
    optional: [],
    compute: elementwise((x, t, _, { params: { gamma, alpha } }) => {
      const p = sigmoid(x);
      const balance = alpha === null ? 1 : alpha * t + (1 - alpha) * (1 - t);
      return balance * (1 - p - t + 2 * p * t) ** Number(gamma) * (softplus(x) - x * t);
    }),
  }],
  ["weighted_smooth_l1_loss", "given_divisor", "plus_float32_epsilon", {
    compute: ({ inputs: { pred, target, weight }, params: { beta, avg_factor } }) => {
      const terms = Array.from(pred.data, (p, i) => {
        const [d, b] = [Math.abs(p - target.data[i]), Number(beta)];
        return weight.data[i] * (d < b ? 0.5 * d * d / b : d - 0.5 * b);
      });
      const given = avg_factor ?? weight.data.filter((w) => w > 0).length;
      return { value: sum(terms) / (given + 2 ** -23) };
    },
  }],
  ["weighted_smooth_l1_loss", "mean", "positive_boxes", {
    compute: ({ inputs: { pred, target, weight }, params: { beta, avg_factor } }) => {
      const terms = Array.from(pred.data, (p, i) => {
        const [d, b] = [Math.abs(p - target.data[i]), Number(beta)];
        return weight.data[i] * (d < b ? 0.5 * d * d / b : d - 0.5 * b);
      });
      const boxes = weight.data.filter((w) => w > 0).length / 4 + 1e-6;
      return { value: sum(terms) / (avg_factor ?? boxes) };
    },
  }],
];

for (const [loss, witness, convention, definition] of others) {
  Deno.test(`identifyLoss() finds ${convention} by ${witness} of ${loss}`, async () => {
    const identity = await identify(loss, definition);
    const { conventions, relation, stance } = found(identity.findings, witness);
    assertEquals(conventions.map(({ id }) => id), [convention]);
    assert(relation === "other" || relation === "dialect", relation);
    assertEquals(followsDeclared(identity), stance === "refuses");
  });
}

Deno.test("identifyLoss() has a dialect for an epsilon beside the divisor that is given", async () => {
  const definition: LossDefinition = {
    reductions: ["mean"],
    compute: ({ inputs: { pred, target, weight }, params }) => {
      const [alpha, gamma, beta] = [params.alpha, params.gamma, params.beta].map(Number);
      const b = Math.expm1(gamma / alpha);
      const terms = Array.from(pred.data, (p, i) => {
        const a = Math.abs(p - target.data[i]);
        const curve = alpha / b * (b * a + 1) * Math.log1p(b * a / beta) - alpha * a;
        const term = a < beta ? curve : gamma * a + gamma / b - alpha * beta;
        return (weight?.data[i] ?? 1) * term;
      });
      const { avg_factor: given } = params;
      return { value: sum(terms) / (given == null ? terms.length : given + 2 ** -23) };
    },
  };
  const { findings, declare } = await identify("balanced_l1_loss", definition);
  assertEquals(
    found(findings, "given_divisor").conventions.map(({ id }) => id),
    ["plus_float32_epsilon"],
  );
  assertEquals(declare, { reduction: "avg_factor_epsilon" });
  const right = { ...definition, dialect: { reduction: "avg_factor_epsilon" } };
  assert(followsDeclared(await identify("balanced_l1_loss", right)));
});

Deno.test("identifyLoss() finds nothing in the reference that it does not declare", async () => {
  const adapter = referenceAdapter(builtinSpecs);
  for (const spec of builtinSpecs.values()) {
    const identity = await identifyLoss(adapter, spec, { witnesses: builtinWitnesses(spec.id) });
    const { loss, findings, declare, scalar, declared } = identity;
    const isReduced = spec.reduction.modes.some((mode) => mode !== "none");
    assertEquals([loss, declare, declared], [spec.id, undefined, {}]);
    assertEquals(scalar, isReduced ? [] : undefined);
    assert(followsDeclared(identity));
    for (const finding of findings) {
      assert(finding.status !== "unknown", `${loss}: ${finding.asks}`);
      if (finding.status !== "found") continue;
      assertEquals(finding.conventions.length, 1, `${loss}: ${finding.asks}`);
      assert(["declared", "open"].includes(finding.relation), `${loss}: ${finding.asks}`);
    }
  }
});

Deno.test("identifyLoss() asks whether a mean of [N, C, d] counts every place", async () => {
  const over = (count: (shape: readonly number[]) => number): LossDefinition => ({
    optional: [],
    params: [],
    reductions: ["mean"],
    compute: (question) => {
      const { pred, label } = question.inputs;
      const [c, d] = [pred.shape[1], pred.shape[2] ?? 1];
      const at = (i: number, k: number) => pred.data[Math.floor(i / d) * c * d + k * d + i % d];
      const terms = Array.from(label.data, (k, i) => {
        const exps = Array.from({ length: c }, (_, j) => Math.exp(at(i, j)));
        return Math.log(sum(exps)) - at(i, k);
      });
      return { value: sum(terms) / count(label.shape) };
    },
  });
  const idOf = async (definition: LossDefinition) =>
    found((await identify("cross_entropy", definition)).findings, "mean_of_further_axes")
      .conventions.map(({ id }) => id);
  assertEquals(await idOf(over(([n, d = 1]) => n * d)), ["places"]);
  assertEquals(await idOf(over(([n]) => n)), ["first_axis"]);
});

Deno.test("identifyLoss() says which dialect to declare, and when the declared one is wrong", async () => {
  const overValid = overRows(
    (terms, labels, question) => sum(terms) / countRows(question, labels),
    (k, { inputs: { class_weight } }) => class_weight?.data[k] ?? 1,
  );
  const params = ["ignore_index"];
  const undeclared = await identify("cross_entropy", { params, compute: overValid });
  assertEquals(undeclared.declare, { reduction: "mean_over_valid_rows" });
  const right = { reduction: "mean_over_valid_rows" } as const;
  const declared = await identify("cross_entropy", { params, compute: overValid, dialect: right });
  assertEquals([declared.declare, followsDeclared(declared)], [undefined, true]);
  const wrong = { reduction: "mean_over_rows" } as const;
  const mistaken = await identify("cross_entropy", { params, compute: overValid, dialect: wrong });
  assertEquals([mistaken.declare, followsDeclared(mistaken)], [right, false]);
});

Deno.test("identifyLoss() says to declare an epsilon, and to leave one out", async () => {
  const inside = (epsilon: number): LossDefinition => ({
    params: [],
    compute: elementwise((p, t) =>
      -(t * Math.log(p + epsilon) + (1 - t) * Math.log(1 - p + epsilon))
    ),
  });
  const identity = await identify("binary_cross_entropy", inside(1e-7));
  assertEquals(identity.declare, { params: { epsilon: 1e-7 } });
  const dialect = { params: { epsilon: 1e-7 } };
  const right = await identify("binary_cross_entropy", { ...inside(1e-7), dialect });
  assertEquals([right.declare, followsDeclared(right)], [undefined, true]);
  const wrong = await identify("binary_cross_entropy", { ...inside(0), dialect });
  assertEquals([wrong.declare, followsDeclared(wrong)], [{}, false]);
  const rare = { params: { epsilon: 0.001 } };
  const unheardOf = await identify("binary_cross_entropy", { ...inside(0.001), dialect: rare });
  assertEquals(found(unheardOf.findings, "clipping").conventions[0].id, "declared");
  assert(followsDeclared(unheardOf));
});

Deno.test("identifyLoss() judges later answers within what was found before", async () => {
  // A mean over the first axis, of Huber in disguise: the slope is right within both.
  const identity = await identify("smooth_l1_loss", {
    reductions: ["mean"],
    gradients: ["pred"],
    compute: ({ inputs: { pred, target }, params: { beta }, upstream }) => {
      const b = Number(beta);
      const d = Array.from(pred.data, (p, i) => p - target.data[i]);
      const n = pred.shape[0];
      const terms = d.map((x) => Math.abs(x) < b ? 0.5 * x * x : b * (Math.abs(x) - 0.5 * b));
      const slopes = d.map((x) => Math.abs(x) < b ? x : b * Math.sign(x));
      return {
        value: sum(terms) / n,
        gradients: { pred: slopes.map((s) => upstream.data[0] * s / n) },
      };
    },
  });
  assertEquals(found(identity.findings, "mean").conventions[0].id, "first_axis");
  assertEquals(found(identity.findings, "function").conventions[0].id, "huber");
  assertEquals(found(identity.findings, "upstream").conventions[0].id, "honoured");
});

Deno.test("identifyLoss() says that a convention is unknown, and which one is nearest", async () => {
  const { findings } = await identify("smooth_l1_loss", {
    compute: elementwise((p, t) => 1.1 * Math.abs(p - t)),
  });
  const finding = findings.find(({ witness }) => witness === "function");
  if (finding?.status !== "unknown") throw new Error(JSON.stringify(finding));
  assertEquals(finding.numbers, [1.1 * 1.5, 1.1 * 3]);
  assertEquals([finding.nearest?.convention.id, finding.nearest?.expected], ["absolute", [1.5, 3]]);
});

Deno.test("identifyLoss() asks only for what an implementation has", async () => {
  const { findings } = await identify("smooth_l1_loss", {
    reductions: ["none"],
    params: [],
    compute: elementwise((p, t) => {
      const d = Math.abs(p - t);
      return d < 1 ? 0.5 * d * d : d - 0.5;
    }),
  });
  const unasked = findings.filter(({ status }) => status === "unasked");
  assertEquals(unasked.map((finding) => "why" in finding && finding.why), [
    "has no reduction mean",
    "takes no beta",
    "takes no beta",
    "takes no beta",
    "takes no beta",
    "has no reduction sum",
  ]);
});

Deno.test("identifyLoss() survives an implementation that answers nonsense", async () => {
  const nonsense: readonly LossDefinition["compute"][] = [
    () => ({ unsupported: "nothing" }),
    () => ({ rejected: "everything" }),
    () => {
      throw new Error("broken");
    },
    () => ({ value: [1, 2, 3, 4, 5, 6, 7] }),
    ({ inputs: { pred } }) => ({ value: Array.from(pred.data, () => NaN) }),
    ({ inputs: { pred } }) => ({ value: Array.from(pred.data, () => Infinity) }),
  ];
  for (const compute of nonsense) {
    const { findings } = await identify("cross_entropy", { compute });
    assert(findings.every(({ status, asks }) => status !== "found" || /mean|label|NaN/.test(asks)));
  }
});
