/**
 * Mistakes in complete IoU loss: its factor alpha, where epsilons stand, and when aspect ratios count.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withParam } from "../write.ts";

const loss = "ciou_loss";
const distance = "lost + distance / norm";
const alpha = "where(share > gate && aspect > 0, 1 / (1 + (lost + alpha_eps) / aspect), 0)";
const clamped = (value: string) =>
  formula({ value: `where(clamped == 1, min(${value}, 2), ${value})` });

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/alpha_differentiated`,
    "The factor alpha is no constant to the gradient",
    clamped(`(${distance} + ${alpha} * aspect)`),
  ),
  mutant(`${loss}/without_aspect`, "Aspect ratios do not count", clamped(`(${distance})`)),
  mutant(
    `${loss}/without_gate`,
    "Aspect ratios of all boxes count, by who declares a gate",
    hears((call) => withParam(call, "gate", -1)),
  ),
  mutant(
    `${loss}/gate_at_half`,
    "The gate is at a half, whatever is asked",
    hears((call) => withParam(call, "gate", 0.5)),
  ),
  mutant(
    `${loss}/gate_turned`,
    "Aspect ratios count of boxes that have less in common",
    clamped(
      `(${distance} + stop_gradient(where(share <= gate && aspect > 0, 1 / (1 + (lost + alpha_eps) / aspect), 0)) * aspect)`,
    ),
  ),
  mutant(
    `${loss}/factor_squared`,
    "4/pi^2 is squared, as in KerasCV",
    clamped(
      `(${distance} + alpha * (aspect / (2 * atan(1))^2))`,
    ),
  ),
  mutant(
    `${loss}/angle_not_squared`,
    "The angle, not its square",
    clamped(`(${distance} + alpha * sqrt(aspect))`),
  ),
  mutant(
    `${loss}/ratios_without_arc_tangent`,
    "The difference of the ratios, not of their angles",
    clamped(
      `(${distance} + alpha * ((target_width / target_high - width / high) / (2 * atan(1)))^2)`,
    ),
  ),
  mutant(
    `${loss}/alpha_is_one`,
    "alpha is left out",
    clamped(`(${distance} + where(share > gate, aspect, 0))`),
  ),
  mutant(
    `${loss}/alpha_without_aspect`,
    "alpha is divided by 1 - IoU alone",
    clamped(
      `(${distance} + stop_gradient(where(share > gate && aspect > 0, aspect / (lost + alpha_eps), 0)) * aspect)`,
    ),
  ),
  mutant(
    `${loss}/nan_at_a_perfect_box`,
    "alpha is 0/0 where nothing differs, as in mmDetection",
    formula({
      value:
        "whole + where(share > gate, 0 * stop_gradient(aspect / (lost + aspect + alpha_eps)), 0)",
    }, "plain"),
  ),
  mutant(
    `${loss}/height_eps_left_out`,
    "Nothing is added to heights",
    hears((call) => withParam(call, "height_eps", 0)),
  ),
  mutant(
    `${loss}/alpha_eps_left_out`,
    "Nothing is added to what alpha is divided by",
    hears((call) => withParam(call, "alpha_eps", 0)),
  ),
  mutant(
    `${loss}/eps_for_heights`,
    "eps is added to heights, whatever height_eps is",
    hears((call) => withParam(call, "height_eps", Number(call.params.eps ?? 1e-7))),
  ),
  mutant(
    `${loss}/target_without_an_angle`,
    "The aspect ratio of the target has no gradient",
    clamped(
      `(${distance} + alpha * ((stop_gradient(atan(target_width / target_high)) - atan(width / high)) / (2 * atan(1)))^2)`,
    ),
  ),
];
