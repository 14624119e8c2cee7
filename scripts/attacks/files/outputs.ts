/**
 * Places for a report where something is in the way.
 *
 * @module
 */
import { type Attack, failsWith, refusedWith } from "../attack.ts";
import { checkL1, moduleText, seven } from "../module_text.ts";

/** What `--output` leads to, beside what it must leave there. */
const outputs: Readonly<Record<string, Omit<Attack, "id" | "what" | "args">>> = {
  "dangling-link": {
    files: { "report.json": { link: "real.json" } },
    writes: ["real.json"],
    expect: failsWith(),
  },
  "dangling-link-outside": {
    files: { "report.json": { link: "../home/real.json" } },
    // What the user named leads there; that there is no permission to write there may be said.
    writes: ["../home/real.json"],
    expect: { code: [1, 2] },
  },
  "link": {
    files: { "report.json": { link: "real.json" }, "real.json": "before\n" },
    writes: ["real.json"],
    expect: failsWith(),
  },
  "link-loop": { files: { "report.json": { link: "report.json" } }, expect: refusedWith(/report/) },
  "link-to-folder": { files: { "report.json": { link: ".git" } }, expect: refusedWith(/folder/) },
  "folder": { files: { "report.json/kept": "" }, expect: refusedWith(/folder/) },
  // A device may be more than there is a permission for.
  "null": { files: { "report.json": { link: "/dev/null" } }, expect: { code: [1, 2] } },
  "full": {
    files: { "report.json": { link: "/dev/full" } },
    expect: refusedWith(/space|not permitted/),
  },
  "new-folder": { writes: ["deep/er/report.json"], expect: failsWith() },
  "below-a-file": { files: { "deep": "a file\n" }, expect: refusedWith(/deep/) },
  "disk-full": {
    files: { "report.json": "before\n" },
    disk: 512,
    expect: refusedWith(/report\.json/),
  },
};

const outputAt = (id: string) =>
  id === "new-folder" || id === "below-a-file" ? "deep/er/report.json" : "report.json";

/** All attacks by outputs. */
export const destinations: readonly Attack[] = [
  ...Object.entries(outputs).map(([id, attack]) => ({
    id: `output/${id}`,
    what: `writes its report where something is in the way (${id})`,
    ...attack,
    args: [...checkL1, "--output", outputAt(id)],
    files: { "module.ts": moduleText({ answer: seven }), ...attack.files },
  })),
];
