/**
 * What a run that was killed leaves behind: it is found by its name, and cleared away by the next run.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "@std/path";

/** What a name beside a file or folder says: still being written; whole, and to be put in place; moved away. */
export type Stage = "tmp" | "new" | "old";

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const own = new RegExp(`^\\.(.+)\\.${uuid}\\.(tmp|new|old)$`);

/** Younger than this, what is being written may be another run's, in milliseconds. */
const youth = 10_000;

/** A new name beside a path, which says whose it is: `.golden.<uuid>.tmp`. */
export function besidePath(path: string, stage: Stage): string {
  const whole = resolve(path);
  return join(dirname(whole), `.${basename(whole)}.${crypto.randomUUID()}.${stage}`);
}

/** Something that was left behind. */
export interface Leftover {
  readonly path: string;
  /** The name that it was made for. */
  readonly of: string;
  readonly stage: Stage;
}

/**
 * Finds what lies in a folder under names that {@linkcode besidePath} makes.
 *
 * @param folder where to look; none is found where it cannot be read
 */
export function leftoversIn(folder: string): Leftover[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name }) => {
      const match = own.exec(name);
      if (match === null) return [];
      return [{ path: join(folder, name), of: match[1], stage: match[2] as Stage }];
    });
  } catch {
    return [];
  }
}

/**
 * Removes what killed runs were writing in a folder. What cannot be removed stays.
 *
 * @param folder where to look
 */
export function sweep(folder: string): void {
  for (const { path, stage } of leftoversIn(folder)) {
    if (stage !== "tmp") continue;
    try {
      const { mtime } = Deno.lstatSync(path);
      if (Date.now() - (mtime?.getTime() ?? 0) < youth) continue;
      Deno.removeSync(path, { recursive: true });
    } catch {
      // Another run was faster, or nothing may be removed here.
    }
  }
}
