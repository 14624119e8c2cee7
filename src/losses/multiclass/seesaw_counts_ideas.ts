/**
 * Ideas for the update of seesaw loss's counts: which row counts where, and how far a format can count.
 *
 * @module
 */
import { type Ends, type Idea, wideDTypes } from "../idea.ts";

const counts = [5, 0, 100];
const inputs = { label: [0, 2, 2, 1, 0, 2], counts };

/** The first whole number that adding 1 to is rounded in a format. */
const lastWhole = ({ above }: Ends) => 2 / (above(1) - 1);

/** Ideas for the update of seesaw loss's counts. */
export const seesawCountsIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Six rows of three classes, each counted in its own",
    inputs,
  },
  {
    slug: "anchor",
    purpose: "anchor",
    why: "One row more of class 0, two of class 1, one of the background: 6, 2 and 2",
    inputs: { label: [1, 1, 3, 0], counts: [5, 0, 2] },
  },
  {
    slug: "background",
    purpose: "boundary",
    why: "Rows of the background are counted in no class, the last one neither",
    inputs: { label: [3, 3, 3], counts },
  },
  {
    slug: "first_batch",
    purpose: "boundary",
    why: "All counts are 0, as modules begin: those of the batch alone",
    inputs: { ...inputs, counts: [0, 0, 0] },
  },
  {
    slug: "absent_classes",
    purpose: "boundary",
    why: "Classes that are not in the batch keep their counts",
    inputs: { label: [1, 1], counts: [7, 3, 0, 12] },
  },
  {
    slug: "all_of_one_class",
    purpose: "boundary",
    why: "Each row of a class counts, not each class once",
    inputs: { label: new Array(33).fill(1), counts },
  },
  {
    slug: "one_class",
    purpose: "shape",
    why: "A single class, and its background",
    inputs: { label: [0, 1, 0], counts: [4] },
  },
  {
    slug: "one_row",
    purpose: "shape",
    why: "One row: nothing is squeezed",
    inputs: { label: [2], counts },
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "Rows are summed over, not classes",
    inputs: { label: [2, 2, 0], counts },
  },
  {
    slug: "eighty_classes",
    purpose: "shape",
    why: "COCO's classes, of which a batch has a few",
    inputs: { label: [0, 79, 17, 79, 80], counts: Array.from({ length: 80 }, (_, c) => c % 7) },
  },
  {
    slug: "up_to_the_last_whole_number",
    purpose: "extreme",
    why: "As far as all whole numbers are of the format, each row is counted",
    inputs: (ends) => ({
      label: [0, 1, 1, 2, 2, 2],
      counts: [lastWhole(ends) - 1, lastWhole(ends) - 2, lastWhole(ends) - 3],
    }),
  },
  {
    slug: "beyond_whole_numbers",
    purpose: "extreme",
    why:
      "Rows that are added one by one to such a count are lost, those of a batch together are not",
    inputs: (ends) => ({
      label: [0, 0, 0, 0, 1, 1, 2],
      counts: [lastWhole(ends), lastWhole(ends) + 2, lastWhole(ends)],
    }),
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest float is a whole number, beside which a batch is nothing",
    inputs: ({ largest }) => ({ label: [0, 1, 1], counts: [largest, 3, largest / 2] }),
    dtypes: wideDTypes,
  },
  {
    slug: "nan_in_counts",
    purpose: "nan",
    why: "A NaN among the counts stays, and reaches no other class",
    inputs: { label: [0, 1, 1], counts: [4, "NaN", 2] },
  },
  {
    slug: "label_negative",
    purpose: "rejection",
    why: "Label -1 must not wrap to the last class",
    inputs: { ...inputs, label: [0, -1, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "label_too_large",
    purpose: "rejection",
    why: "C is the background: C + 1 is no class",
    inputs: { ...inputs, label: [0, 4, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "counts_negative",
    purpose: "rejection",
    why: "There is no negative number of rows",
    inputs: { ...inputs, counts: [1, -1, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "counts_fractional",
    purpose: "rejection",
    why: "Half a row is no number of rows",
    inputs: { ...inputs, counts: [1, 0.5, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
