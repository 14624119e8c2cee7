/**
 * L1 loss of DETR's boxes: |d| of each of a box's four numbers, over the number of boxes.
 *
 * @module
 */
import { avgFactorOr, countOfTerms } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { l1 } from "./l1.ts";

/**
 * L1 of boxes [N, 4] in the reference; the mean divides by `avg_factor`, the number of boxes, or where
 * that is absent by 4 N.
 *
 * Sources: arXiv:2005.12872 eq. 9; mmdet/models/dense_heads/detr_head.py.
 */
export const detrL1: Kernel = {
  ...l1,
  denominators: { mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]) },
};
