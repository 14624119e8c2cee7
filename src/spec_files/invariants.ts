/**
 * The schemas of the relations that a loss obeys and of the inputs that it refuses.
 *
 * @module
 */
import { z } from "zod";
import { formula, name, named, obligation, strict } from "./vocabulary.ts";

const pair = z.tuple([name, name]).describe("Two inputs");
const anInput = name.describe("The input");
const aParam = name.describe("The parameter");
const fixed = named(z.number().nullable()).default({}).describe("Parameters fixed here");
const factor = formula.default("1").describe("A formula of the parameters");

/** The relations that a loss obeys, one kind each. */
export const invariantSchema = z.discriminatedUnion("kind", [
  strict({ kind: z.literal("nonnegative"), ...obligation }).describe("The terms are >= 0"),
  strict({
    kind: z.literal("range"),
    from: formula.describe("The least value of a term, from parameters and weights"),
    to: formula.describe("The greatest; where it is not finite, there is none"),
    ...obligation,
  }).describe("The terms lie between two values"),
  strict({
    kind: z.literal("zero_when"),
    condition: formula.describe("A condition on the inputs, e.g. pred == target"),
    ...obligation,
  }).describe("The term is 0 where the condition (over inputs) holds"),
  strict({
    kind: z.literal("value_when"),
    condition: formula.describe("A condition on the inputs, e.g. pred == 0 && target == 0"),
    value: formula.describe("The value there, from inputs and parameters"),
    ...obligation,
  }).describe("The term has this value where the condition (over inputs) holds"),
  strict({ kind: z.literal("symmetric_under_swap"), of: pair, ...obligation })
    .describe("loss(a, b) = loss(b, a)"),
  strict({ kind: z.literal("even_in_difference"), of: pair, ...obligation })
    .describe("loss(a, b) with a and b negated is the same"),
  strict({
    kind: z.literal("continuous_at"),
    input: name.describe("The input that crosses the breakpoint"),
    at: formula.describe("Where the breakpoint is, as a value of that input"),
    order: z.union([z.literal(0), z.literal(1)]).default(0)
      .describe("0: the value; 1: the value and the gradient"),
    when: fixed,
    ...obligation,
  }).describe("No jump at a breakpoint"),
  strict({
    kind: z.literal("homogeneous"),
    scale: z.union([
      z.array(name).min(1),
      named(z.int().min(-8).max(8))
        .refine((powers) => Object.keys(powers).length > 0, "must name something that is scaled"),
    ]).describe("The inputs and parameters that are scaled; or the exponent of each"),
    degree: z.number().describe("loss(s·x) = s^degree · loss(x)"),
    when: fixed,
    ...obligation,
  }).describe("Scaling all of these scales the loss"),
  strict({
    kind: z.literal("components"),
    of: z.array(name).min(1).describe("The inputs whose entries it moves, e.g. two boxes"),
    map: named(
      z.string().regex(
        /^-?[a-zA-Z_][a-zA-Z0-9_]*$/,
        'must be an entry\'s name, or "-" and its name',
      ),
    ).describe('What becomes of an entry: another\'s name, or "-" and its name; others stay'),
    when: fixed,
    ...obligation,
  }).describe(
    "Boxes reflected, or their axes exchanged: the value stays, the gradient moves along",
  ),
  strict({
    kind: z.literal("zero_gradient_when"),
    of: name.describe("The input whose gradient it is"),
    condition: formula.describe("A condition on the inputs of a term, e.g. pred == target"),
    ...obligation,
  }).describe("The gradient is 0 where the condition (over inputs) holds"),
  strict({
    kind: z.literal("gradient_bounded"),
    of: name.describe("The input whose gradient it is"),
    by: formula.describe("The largest magnitude, from inputs and parameters"),
    ...obligation,
  }).describe("The gradient of a term never exceeds a bound"),
  strict({ kind: z.literal("convex_in"), input: anInput, ...obligation })
    .describe("The chord lies above the loss"),
  strict({
    kind: z.literal("monotone_in_param"),
    param: aParam,
    direction: z.enum(["rising", "falling"]).describe("What the terms do as it rises"),
    ...obligation,
  }).describe("The terms rise (or fall) with a parameter"),
  strict({
    kind: z.literal("bounded_by"),
    loss: name.describe("The id of the loss above"),
    factor,
    params: named(formula).default({})
      .describe("The other loss's parameters as formulas of these"),
    ...obligation,
  }).describe("term <= factor * term of the other loss, on the same inputs"),
  strict({
    kind: z.literal("reduces_to"),
    loss: name.describe("The id of the loss that it becomes"),
    when: fixed,
    inputs: named(formula).default({})
      .describe("The other loss's inputs as formulas of these; same names are passed on"),
    params: named(formula).default({})
      .describe("The other loss's parameters as formulas of these"),
    factor,
    reductions: z.boolean().default(true).describe("Also after mean and sum"),
    where: formula.optional()
      .describe("A condition on the inputs, where terms are so, and no mean or sum"),
    ...obligation,
  }).describe("this(when) = factor * other, with the same reduction"),
  strict({
    kind: z.literal("equals_self_at"),
    inputs: named(formula).default({}).describe("Inputs replaced by formulas of all"),
    params: named(formula).default({}).describe("Parameters replaced by formulas"),
    factor,
    when: z.string().optional().describe("A condition on the inputs, where it holds only so"),
    ...obligation,
  }).describe("this = factor * this at transformed inputs and parameters"),
  strict({
    kind: z.literal("limit"),
    param: aParam,
    to: z.enum(["0+", "infinity"]).describe("0+: as it falls to 0; infinity: as it grows"),
    loss: name.describe("The id of the loss in the limit"),
    scale: formula.default("1").describe("Multiplies this loss before the limit is taken"),
    other_scale: formula.default("1").describe("Multiplies the other loss"),
    other_inputs: named(formula).default({})
      .describe("The other loss's inputs as formulas of these; same names are passed on"),
    ...obligation,
  }).describe("scale * this tends to other_scale * the other loss"),
  strict({ kind: z.literal("shift_invariant"), input: anInput, ...obligation })
    .describe("Adding a constant to every class's entry changes nothing"),
  strict({
    kind: z.literal("translation_invariant"),
    of: z.array(name).min(1).describe("The inputs, e.g. pred and target"),
    ...obligation,
  }).describe("Adding one constant to all elements of these inputs changes nothing"),
  strict({ kind: z.literal("class_permutation"), ...obligation })
    .describe("Permuting the classes of all inputs permutes the gradient and keeps the value"),
  strict({
    kind: z.literal("gradient_sums_to_zero"),
    of: name.describe("The input whose gradient it is"),
    ...obligation,
  }).describe("The gradient sums to 0 over the classes of a row"),
  strict({ kind: z.literal("reduction_equivalence"), ...obligation })
    .describe("sum and mean follow from none"),
  strict({ kind: z.literal("batch_additive"), ...obligation })
    .describe("Concatenating batches adds the sums; duplicating one doubles its sum"),
  strict({ kind: z.literal("permutation_invariant"), ...obligation })
    .describe("The order of the rows changes no reduced value beyond rounding"),
  strict({
    kind: z.literal("linear_in_weight"),
    input: name.describe("The weight, or the class weight"),
    ...obligation,
  }).describe("The sum is linear in the weights, fractional ones too; weights of 1 change nothing"),
  strict({
    kind: z.literal("uncounted_rows"),
    by: z.enum(["weight", "ignore"])
      .describe("weight: a row of weight 0; ignore: a row for which the spec's ignore holds"),
    ...obligation,
  }).describe("Rows of weight 0, or ignored rows, change nothing wherever they stand"),
  strict({
    kind: z.literal("parameter_matters"),
    param: aParam,
    values: z.tuple([z.number().nullable(), z.number().nullable()])
      .describe("Two of its values; null: absent"),
    ...obligation,
  }).describe("Two values of a parameter give two values of the loss"),
  strict({ kind: z.literal("propagates_nan"), input: anInput, ...obligation })
    .describe("A NaN in this input makes its own term NaN, and no other"),
  strict({ kind: z.literal("finite_for_finite"), ...obligation })
    .describe("Finite inputs give finite answers, unless the truth is not in range"),
  strict({ kind: z.literal("layout_independent"), ...obligation })
    .describe("One row alone = that row in a batch; rank 2 = the same reshaped to rank 3"),
  strict({ kind: z.literal("pure"), ...obligation })
    .describe("Inputs unchanged, equal calls give equal results"),
]).meta({ id: "invariant" });

/** The inputs that must be refused, one kind each. */
export const rejectSchema = z.discriminatedUnion("kind", [
  strict({ kind: z.literal("param_out_of_range"), param: aParam, ...obligation })
    .describe("Beyond the parameter's minimum and maximum, or NaN"),
  strict({ kind: z.literal("param_not_finite"), param: aParam, ...obligation })
    .describe("Infinite, or NaN"),
  strict({
    kind: z.literal("param_with_reduction"),
    param: aParam,
    reduction: z.enum(["none", "mean", "sum"]).describe("The reduction that has no use for it"),
    ...obligation,
  }).describe("Given with a reduction that has no use for it, e.g. avg_factor with sum"),
  strict({ kind: z.literal("shapes_differ"), of: pair, ...obligation })
    .describe("Two inputs that must have one shape have two"),
  strict({ kind: z.literal("empty"), ...obligation }).describe("No elements at all"),
  strict({ kind: z.literal("outside_domain"), input: anInput, ...obligation })
    .describe("A value outside the input's domain"),
  strict({ kind: z.literal("label_out_of_range"), input: anInput, ...obligation })
    .describe("A label outside 0 to C - 1 that is not the ignored one"),
  strict({ kind: z.literal("all_ignored"), ...obligation })
    .describe("A mean over no valid row"),
]).meta({ id: "reject" });
