/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { sigmoidFocalLoss } from "./binary/sigmoid_focal.ts";
export { catalogue, recordOf } from "./catalogue.ts";
export { computes, filledWith, gives, reads, refuses } from "./given.ts";
export { composedGraphs, graphFiles, operatorGraphs } from "./graphs.ts";
export { type Ends, type GivenTensors, type Idea, type Purpose, purposes } from "./idea.ts";
export { hasClasses, lengthsOf, plainInputs } from "./plain.ts";
export { refusal } from "./stance.ts";
