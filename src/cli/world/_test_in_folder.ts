/**
 * For tests: what happens to real files.
 *
 * @module
 */

/**
 * A test in a new folder, which is gone afterwards; ignored where it is not permitted.
 *
 * @param name the test's name
 * @param body is given the folder
 * @param needs the permissions without which it is ignored
 */
export function testInFolder(
  name: string,
  body: (folder: string) => Promise<void>,
  needs: readonly ("run" | "write")[],
): void {
  const isGranted = (name: "run" | "write") =>
    Deno.permissions.querySync({ name }).state === "granted";
  Deno.test({
    name,
    ignore: !needs.every(isGranted),
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        await body(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
