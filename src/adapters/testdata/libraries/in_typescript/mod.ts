/**
 * The smallest implementation: one loss, one reduction, no gradient.
 *
 * @module
 */
import { defineImplementation } from "../../../define.ts";

export default defineImplementation({
  name: "in TypeScript",
  dtypes: ["f64"],
  losses: {
    l1_loss: {
      reductions: ["none"],
      compute: ({ inputs: { pred, target } }) => ({
        value: pred.data.map((p, i) => Math.abs(p - target.data[i])),
      }),
    },
  },
});
