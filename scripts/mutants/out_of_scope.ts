/**
 * Reported defects that have no mutant, and why: a call cannot show them, or they are none.
 *
 * @module
 */

/** The reason, and the numbers of the reports that it holds for. */
export const outOfScope: readonly { readonly why: string; readonly reported: readonly string[] }[] =
  [
    {
      why: "a loss of heatmaps, boxes, masks, distributions or ranks that no spec has yet",
      reported: [
        ...["038", "039", "079", "081", "089", "122", "130", "165"],
        ...[
          "166",
          "167",
          "169",
          "170",
          "171",
          "173",
          "174",
          "175",
          "177",
          "178",
          "179",
          "181",
          "182",
        ],
        ...["183", "185", "186", "187", "189", "190", "191", "193", "195", "197"],
        ...["198", "199", "201", "202", "203"],
      ],
    },
    {
      why: "a second derivative: a call asks for a value and its first gradient",
      reported: ["118", "119"],
    },
    {
      why: "the layout of memory or a device: a call hands over dense tensors in row-major order",
      reported: ["103", "205"],
    },
    {
      why: "an infinite logit: the losses are defined for finite ones",
      reported: ["129"],
    },
    {
      why: "no answer is promised: what a mean over no row is, is left open",
      reported: ["110"],
    },
    {
      why:
        "an honest evaluation of a listed form or order of summation: it passes with a lower grade",
      reported: ["106", "107"],
    },
    {
      why: "documentation, a proposal that was withdrawn, or a false alarm: the code was right",
      reported: ["042", "057", "163"],
    },
  ];
