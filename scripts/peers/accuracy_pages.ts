/**
 * Makes the pages of `golden/accuracy` from the JSON beside them: `deno task accuracy:pages`.
 *
 * @module
 */
import { shippedFolder, writePages } from "./accuracy_folder.ts";

if (import.meta.main) await writePages(shippedFolder);
