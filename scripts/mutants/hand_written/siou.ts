/**
 * Mistakes in SIoU loss: the sign of what distance costs, the angle, and the shapes.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withParam } from "../write.ts";

const loss = "siou_loss";
const whole = (value: string) =>
  formula({ value: `where(clamped == 1, max(min(${value}, 2), 0), ${value})` });
const farWith = (gamma: string) =>
  `(-expm1(${gamma} * (a / across)^2) - expm1(${gamma} * (b / down)^2))`;

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/distance_rewarded`,
    "The exponent is positive, as mmDetection's default is, undeclared",
    hears((call) => withParam(call, "neg_gamma", 0)),
  ),
  mutant(
    `${loss}/without_angle`,
    "The angle does not count",
    whole(`(lost + (${farWith("where(neg_gamma == 1, -2, 2)")} + shape) / 2)`),
  ),
  mutant(
    `${loss}/angle_added`,
    "The angle is added to the exponent, not taken from it",
    whole(`(lost + (${farWith("where(neg_gamma == 1, -2 - angle, 2 + angle)")} + shape) / 2)`),
  ),
  mutant(
    `${loss}/sine_of_the_angle`,
    "The sine of the angle, not of twice the angle",
    whole(
      `(lost + (${
        farWith("where(neg_gamma == 1, sqrt(angle) - 2, 2 - sqrt(angle))")
      } + shape) / 2)`,
    ),
  ),
  mutant(
    `${loss}/distance_not_squared`,
    "The part of the side, not its square",
    whole(
      "(lost + (-expm1(gamma * abs(a / across)) - expm1(gamma * abs(b / down)) + shape) / 2)",
    ),
  ),
  mutant(
    `${loss}/sides_exchanged`,
    "A shift along x is divided by the height of the box around both",
    whole(
      "(lost + (-expm1(gamma * (a / down)^2) - expm1(gamma * (b / across)^2) + shape) / 2)",
    ),
  ),
  mutant(`${loss}/without_shape`, "Shapes cost nothing", whole("(lost + far / 2)")),
  mutant(`${loss}/without_distance`, "Distance costs nothing", whole("(lost + shape / 2)")),
  mutant(`${loss}/not_halved`, "Costs are not halved", whole("(lost + far + shape)")),
  mutant(
    `${loss}/over_the_target`,
    "The difference of widths is divided by the target's, not by the larger one",
    whole(
      "(lost + (far + (-expm1(-(abs(width - target_width) / (target_width + eps))))^theta + (-expm1(-flat))^theta) / 2)",
    ),
  ),
  mutant(
    `${loss}/theta_fixed`,
    "The power is 4, whatever is asked",
    hears((call) => withParam(call, "theta", 4)),
  ),
  mutant(
    `${loss}/angle_detached`,
    "The angle is no part of the gradient",
    whole(
      `(lost + (${
        farWith(
          "where(neg_gamma == 1, stop_gradient(angle) - 2, 2 - stop_gradient(angle))",
        )
      } + shape) / 2)`,
    ),
  ),
];
