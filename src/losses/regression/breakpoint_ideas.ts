/**
 * Ideas for a loss with a breakpoint: smooth L1 and Huber.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** Ideas for both sides of the breakpoint: where the parabola becomes a line. */
export function breakpoint(param: "beta" | "delta"): readonly Idea[] {
  const sides = (at: number): Idea["inputs"] => ({ above, below }) => ({
    pred: [below(at), at, above(at), -below(at), -at, -above(at)],
    target: [0, 0, 0, 0, 0, 0],
  });
  return [
    {
      slug: "breakpoint_at_1",
      purpose: "boundary",
      why: `Both sides of |d| = ${param} = 1, one float apart: value and slope have no jump`,
      inputs: sides(1),
      reduction: "none",
    },
    {
      slug: "breakpoint_at_half",
      purpose: "boundary",
      why:
        `${param} = 0.5: a linear branch that forgets ${param} jumps (keras-cv#920, pytorch#17447)`,
      inputs: sides(0.5),
      params: { [param]: 0.5 },
      reduction: "none",
    },
    {
      slug: "breakpoint_at_2",
      purpose: "boundary",
      why: `${param} = 2: smooth L1 and Huber differ by the factor ${param}, which 1 hides`,
      inputs: sides(2),
      params: { [param]: 2 },
      reduction: "none",
    },
    {
      slug: "norm_is_elementwise",
      purpose: "erratum",
      why:
        `Printed with a norm in the condition, but elementwise: both |d| are below ${param}, their norm is not`,
      inputs: { pred: [[0.875, 0.75], [3, 0.5]], target: [[0, 0], [0, 0]] },
      reduction: "none",
    },
    {
      slug: `${param}_of_ninth`,
      purpose: "parameter",
      why: `${param} = 1/9, the 0.11 of Faster R-CNN's boxes: both branches within ordinary boxes`,
      inputs: { pred: [0.05, 0.1, 0.125, 0.5, -3], target: [0, 0, 0, 0, 0] },
      params: { [param]: 1 / 9 },
      reduction: "none",
    },
    {
      slug: `${param}_small`,
      purpose: "parameter",
      why: `A small ${param}: nearly every difference lies on the line`,
      inputs: { pred: [0.0005, 0.002, 1, -4], target: [0, 0, 0, 0] },
      params: { [param]: 0.001 },
      reduction: "none",
    },
    {
      slug: `${param}_smallest`,
      purpose: "extreme",
      why: `${param} is the smallest normal number: dividing by it first would overflow`,
      inputs: ({ normal, tiny }) => ({ pred: [normal, tiny, 1, -2], target: [0, 0, 0, 0] }),
      params: { [param]: 2 ** -14 },
      reduction: "none",
    },
    {
      slug: `${param}_huge`,
      purpose: "extreme",
      why:
        `A large ${param}: d² overflows although the result may not (d = 1e20, beta = 1e30 is 5e9)`,
      inputs: { pred: [1e20, -1e15, 1, 0], target: [0, 0, 0, 0] },
      params: { [param]: 1e30 },
      reduction: "none",
      dtypes: ["f64", "f32", "bf16"],
    },
    {
      slug: `${param}_large_mean`,
      purpose: "parameter",
      why:
        `All differences within ${param}: the loss is a parabola, its gradient proportional to d`,
      inputs: { pred: [1, -2, 3, 4], target: [0, 1, 0.5, 0.25] },
      params: { [param]: 16 },
      reduction: "mean",
    },
    {
      slug: `${param}_sum`,
      purpose: "reduction",
      why: "Both branches in one sum",
      inputs: { pred: [0.25, 2.5, -0.75, -7], target: [0, 0, 0.5, 0.5] },
      params: { [param]: 1.5 },
      reduction: "sum",
    },
    {
      slug: `${param}_upstream_vector`,
      purpose: "upstream",
      why: "Each branch's slope times its own gradient from above",
      inputs: { pred: [0.25, 2.5, -0.75, -7], target: [0, 0, 0.5, 0.5] },
      params: { [param]: 0.5 },
      reduction: "none",
      upstream: [3, -0.25, 2, 0],
    },
  ];
}

/** Ideas for a parameter that must be positive. */
export function positive(param: string, level: "must" | "should"): readonly Idea[] {
  const refused = (slug: string, value: number, why: string): Idea => ({
    slug,
    purpose: "rejection",
    why,
    inputs: { pred: [0.5, 3], target: [0, 0] },
    params: { [param]: value },
    refuse: level,
    dtypes: wideDTypes,
  });
  return [
    refused(`${param}_zero`, 0, `${param} = 0 has no parabola; some libraries make L1 of it`),
    refused(
      `${param}_negative`,
      -1,
      `A negative ${param} gives negative losses, or silently another loss`,
    ),
  ];
}
