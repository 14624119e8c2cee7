/**
 * The mistakes that libraries make, and that people make of their papers, in the losses of boxes, quality,
 * segmentation and distillation; and the mutants that make them.
 *
 * @module
 */

/** A mistake. */
export interface Trap {
  /** What goes wrong. */
  readonly says: string;
  /** The ids of the mutants that do so. */
  readonly mutants: readonly string[];
  /** The kind of checks that tells it, where all those before would take long. */
  readonly kind?: string;
}

/** All of them. */
export const traps: readonly Trap[] = [
  {
    says: "SIoU with a positive exponent rewards distance",
    mutants: ["siou_loss/distance_rewarded"],
  },
  {
    says: "CIoU's alpha is differentiated",
    mutants: ["ciou_loss/alpha_differentiated"],
  },
  {
    says: "CIoU's gate is taken for granted, or for none",
    mutants: ["ciou_loss/without_gate", "ciou_loss/gate_at_half"],
  },
  { says: "4/pi^2 is squared", mutants: ["ciou_loss/factor_squared"] },
  { says: "CIoU of a perfect box is 0/0", mutants: ["ciou_loss/nan_at_a_perfect_box"] },
  {
    says: "Boxes whose corners are out of order score as perfect",
    mutants: ["giou_loss/inverted_taken", "linear_iou_loss/inverted_taken"],
    kind: "rejects/outside_domain",
  },
  {
    says: "An epsilon is added that is meant as the least, or the other way round",
    mutants: ["giou_loss/eps_added_undeclared", "diou_loss/eps_max"],
  },
  { says: "An epsilon reaches areas through heights", mutants: ["ciou_loss/eps_for_heights"] },
  {
    says: "The logarithm of the mean overlap is taken, not the mean of logarithms",
    mutants: ["iou_loss/loss_of_mean"],
  },
  {
    says: "Balanced L1 is believed to be smooth whatever beta is",
    mutants: ["balanced_l1_loss/smooth_at_the_end"],
  },
  {
    says: "The mean of quality focal loss is over rows times classes",
    mutants: ["quality_focal_loss/mean_over_rows_and_classes"],
  },
  {
    says: "The modulator of quality focal loss is a constant",
    mutants: ["quality_focal_loss/modulator_detached"],
  },
  {
    says: "Distribution focal loss at the last class, and below the first",
    mutants: [
      "distribution_focal_loss/last_class_looked_up",
      "distribution_focal_loss/extrapolated_below",
    ],
  },
  {
    says: "A varifocal negative, of quality 0, costs nothing",
    mutants: ["varifocal_loss/quality_weighs_negatives"],
  },
  {
    says: "Varifocal loss's alpha weighs positives",
    mutants: ["varifocal_loss/alpha_on_positives"],
  },
  {
    says: "Targets near 1 count as centres of gaussian focal loss",
    mutants: ["gaussian_focal_loss/threshold"],
  },
  {
    says: "At gamma 0 a centre of gaussian focal loss is a positive only",
    mutants: ["gaussian_focal_loss/centres_are_no_negatives"],
  },
  {
    says: "Seesaw loss differentiates the probabilities, or hides its state",
    mutants: ["seesaw_loss/probabilities_differentiated", "seesaw_counts/adds_up"],
  },
  { says: "Seesaw loss lacks its floor", mutants: ["seesaw_loss/without_the_least"] },
  {
    says: "EQLv2 does not weigh, or hides its state",
    mutants: [
      "eqlv2_loss/not_weighed",
      "eqlv2_update/adds_up",
    ],
  },
  {
    says: "Distillation adds up classes, or forgets the square of the temperature",
    mutants: ["kd_kl_div_loss/batchmean", "kd_kl_div_loss/square_left_out"],
  },
  { says: "The arguments of the divergence are exchanged", mutants: ["kl_div_loss/exchanged"] },
  {
    says: "A row without a positive is NaN",
    mutants: ["multipos_cross_entropy/nan_without_a_positive"],
  },
  {
    says: "Asymmetric loss mixes logarithms, has its module's exponent, or divides by the batch",
    mutants: [
      "asymmetric_loss/mixed_logarithms",
      "asymmetric_loss/gamma_pos_of_the_module",
      "asymmetric_loss/batchmean",
    ],
  },
  {
    says: "Two empty masks are worth the other loss's number",
    mutants: ["dice_loss/naive_eps_below_alone", "dice_loss/eps_above"],
  },
  {
    says: "What two masks have in common is the lesser of both",
    mutants: ["dice_loss/lesser_of_both", "tversky_loss/found_is_the_lesser"],
  },
  { says: "An absent class is worth 0", mutants: ["dice_loss/empty_is_zero"] },
  { says: "The target is cast to float32 in float64", mutants: ["dice_loss/target_in_float32"] },
  {
    says: "Tversky's alpha weighs what is missed",
    mutants: ["tversky_loss/prices_exchanged"],
  },
  {
    says: "Focal Tversky's gamma is that of the mean",
    mutants: ["tversky_loss/gamma_of_the_mean"],
  },
  { says: "avg_factor = 0 divides", mutants: ["dice_loss/avg_factor_zero"] },
  { says: "A sum takes avg_factor", mutants: ["dice_loss/avg_factor_in_sum"] },
  { says: "Weights of 0 end in a scalar", mutants: ["dice_loss/early_return"] },
  {
    says: "DETR's distance is divided by numbers, not by boxes",
    mutants: [
      "detr_l1_loss/over_numbers",
    ],
  },
  { says: "The gradient from above is ignored", mutants: ["huber_loss/upstream_ignored"] },
  { says: "Areas leave float16's range", mutants: ["linear_iou_loss/areas_held"] },
];
