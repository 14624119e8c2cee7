/**
 * Invalid calls by a number: outside its input's domain, no class, or none that counts.
 *
 * @module
 */
import fc from "fast-check";
import { canIgnore } from "../generate/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { hasInput, labelCount, ownRange, reductionsOf, takes } from "../spec/internal.ts";
import { ulp } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { ignoredLabel } from "./ignored.ts";
import { layoutOf } from "./layout.ts";
import { calls } from "./make_check.ts";
import { plain, rejectCheck } from "./reject.ts";
import { withElements, withInput } from "./rows.ts";
import type { Setting } from "../judge/internal.ts";
import type { RejectOf } from "./builder.ts";

/** One element outside its input's domain. */
export function outsideDomain(
  spec: Spec,
  reject: RejectOf<"outside_domain">,
  setting: Setting,
): Check | undefined {
  const { input } = reject;
  const { domain, optional } = spec.inputs[input];
  if (!hasInput(spec, setting.capability, input)) return undefined;
  if (domain === "box") return invertedBoxes(spec, reject, setting);
  if (domain === "class_position") return strayPositions(spec, reject, setting);
  const range = ownRange(spec, input);
  const strays = [-1, 2, -0.25, 1.5, 1 + ulp(1, setting.dtype), 255]
    .filter((x) => !takes(range, x, setting.dtype));
  if (strays.length === 0) return undefined;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `an element of "${input}" outside its domain (${domain?.replace("_", " ")})`,
    calls: fc.tuple(
      calls(spec, setting, { ...plain, present: optional ? [input] : [] }),
      fc.nat(1000),
      fc.constantFrom(...strays),
    ).map(([call, pick, stray]) => withOne(call, input, pick, stray)),
  });
}

/** One position below the first class, or beyond the last. */
function strayPositions(
  spec: Spec,
  reject: RejectOf<"outside_domain">,
  setting: Setting,
): Check {
  const { input } = reject;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `a position in "${input}" that is not between the first class and the last`,
    calls: fc.tuple(calls(spec, setting, plain), fc.nat(1000), fc.nat(4)).map(
      ([call, pick, which]) => {
        const { C: classes } = layoutOf(spec, call).entries;
        const strays = [-1, -0.5, classes, classes - 0.5, classes + 255];
        return withOne(call, input, pick, strays[which]);
      },
    ),
  });
}

/** One box whose corners are not in order, in x or in y. */
function invertedBoxes(
  spec: Spec,
  reject: RejectOf<"outside_domain">,
  setting: Setting,
): Check {
  const { input } = reject;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `a box in "${input}" whose corners are not in order`,
    calls: fc.tuple(calls(spec, setting, plain), fc.nat(1000), fc.nat(1)).map(
      ([call, pick, axis]) => {
        const { data } = call.inputs[input];
        const from = 4 * (pick % (data.length / 4)) + axis;
        const to = data[from] === data[from + 2] ? data[from] - 1 : data[from];
        const changes: [number, number][] = [[from, data[from + 2]], [from + 2, to]];
        return withInput(call, input, withElements(call.inputs[input], changes));
      },
    ),
  });
}

/** One label that is no class and is not ignored. */
export function labelOutOfRange(
  spec: Spec,
  reject: RejectOf<"label_out_of_range">,
  setting: Setting,
): Check {
  const { input } = reject;
  return rejectCheck(spec, setting, {
    reject,
    names: [input],
    what: `a label in "${input}" that is no class and is not ignored`,
    calls: fc.tuple(calls(spec, setting, plain), fc.nat(1000), fc.nat(1000)).map(
      ([call, pick, which]) => {
        const { C: classes } = layoutOf(spec, call).entries;
        const labels = labelCount(spec.inputs[input].domain, classes);
        const ignored = ignoredLabel(spec, call)?.label;
        const strays = [labels, -1, labels + 1, 255, -labels - 1]
          .filter((label) => label !== ignored && (label < 0 || label >= labels));
        return withOne(call, input, pick, strays[which % strays.length]);
      },
    ),
  });
}

/** A mean over no valid row: NaN, 0 or a refusal will do, anything else is made up. */
export function allIgnored(
  spec: Spec,
  reject: RejectOf<"all_ignored">,
  setting: Setting,
): Check | undefined {
  const { capability } = setting;
  if (!reductionsOf(spec, capability).includes("mean") || !canIgnore(spec, capability)) {
    return undefined;
  }
  return rejectCheck(spec, setting, {
    reject,
    names: [],
    what: "no row that counts",
    calls: calls(spec, setting, { ...plain, reduction: "mean" }).map((call) => {
      const ignored = ignoredLabel(spec, call);
      if (ignored === undefined) {
        throw new RangeError(
          `Cannot ignore all rows of "${spec.id}": its "ignore" must compare the label with a parameter`,
        );
      }
      const { input, label } = ignored;
      const given = call.inputs[input];
      const all = Array.from(given.data, (_, i) => [i, label] as const);
      return withInput(call, input, withElements(given, all));
    }),
    accepts: (_, value) => value.length === 1 && (Number.isNaN(value[0]) || value[0] === 0),
  });
}

function withOne(call: Call, input: string, pick: number, value: number): Call {
  const given = call.inputs[input];
  return withInput(call, input, withElements(given, [[pick % given.data.length, value]]));
}
