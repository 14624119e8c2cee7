/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { askCases, type Judged } from "./ask.ts";
export {
  type CrossCase,
  crossCheck,
  type CrossReport,
  type CrossRow,
  type Disagreement,
} from "./cross.ts";
export { diffFixtures } from "./diff.ts";
export { exportFixtures, type ExportFormat, exportFormats } from "./export/mod.ts";
export { type Files, isCompanion, toBytes, toText } from "./files.ts";
export { type Fixture, type GoldenCase, isRejection, type Numbers } from "./fixture.ts";
export { outputsOf } from "./judge.ts";
export { layOut } from "./layout.ts";
export { type FolderProblem, manifestName, manifestProblems, readManifest } from "./manifest.ts";
export { whyOpen } from "./numbers.ts";
export { canaryName, produce, type Produced } from "./produce.ts";
export { readFixture } from "./read_fixture.ts";
export { changeLines, folderProblems, reportRoad, type RoadReport } from "./verify.ts";
