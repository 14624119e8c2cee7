/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { arithmeticProfiles, elementaryFunctions, flushings, roundings } from "./arithmetic.ts";
export {
  canHave,
  computesIn,
  defaultParams,
  gradientInputsOf,
  hasGradient,
  hasInput,
  hasParam,
  hasReduction,
  reductionsOf,
  settledValue,
} from "./available.ts";
export {
  type Axes,
  axesOf,
  type AxisLengths,
  axisLengths,
  classAxis,
  entryAxesOf,
  fixedLength,
  isByRecord,
  isSharedScalar,
  pooledAxis,
  recordsOf,
  shapeOf,
  sizeAlong,
  splitShape,
  valueShape,
} from "./axes.ts";
export { entryNames, type Move, movesOf, unsigned } from "./components.ts";
export { denominatorsOf } from "./dialect.ts";
export {
  corners,
  domainHelp,
  domainNamesOfInputs,
  isOfLabels,
  labelCount,
  rangeOfDomain,
  unorderedCorner,
  type ValueRange,
} from "./domain.ts";
export { exponentsOf } from "./exponents.ts";
export { type Placement, placementOf, type Positions, positionsOf } from "./placement.ts";
export { inRange, rangeText } from "./range.ts";
export { copiedRename, renamedForm } from "./renamed.ts";
export {
  domainAxes,
  domainNames,
  domainWords,
  endsOf,
  moved,
  outsideDomain,
  ownRange,
  rangeProblem,
  rangeWords,
  takerOf,
  takes,
} from "./taken.ts";
export { didYouMean, nearest } from "./suggest.ts";
