/**
 * The attack table as tests: each attack is survived. Needs to start processes: `deno task
 * test:attacks`; elsewhere ignored.
 */
import { assertEquals } from "@std/assert";
import { attacksByArea } from "./all_attacks.ts";
import { inPairs } from "./in_pairs.ts";
import { survive } from "./survive.ts";

const may = (descriptor: Deno.PermissionDescriptor) =>
  Deno.permissions.querySync(descriptor).state === "granted";
const ignore = !may({ name: "run", command: "python3" }) || !may({ name: "run", command: "sh" }) ||
  !may({ name: "write", path: "/tmp" }) || !may({ name: "net", host: "127.0.0.1" });
const seed = 1;

for (const [area, attacksFrom] of Object.entries(attacksByArea)) {
  const attacks = attacksFrom(seed);
  Deno.test({
    name: `attacks by ${area} are survived (seed ${seed})`,
    ignore,
    // Two at a time: while a step waits for one, the next is under way.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(t) {
      const ids = attacks.map(({ id }) => id);
      assertEquals(ids.length, new Set(ids).size, "ids are of their own");
      const fates = inPairs(attacks, survive);
      for (const [i, { id, what }] of attacks.entries()) {
        await t.step(`${id}: ${what}`, async () => {
          const { faults, printed } = await fates[i];
          assertEquals(faults, [], printed.slice(0, 3000));
        });
      }
    },
  });
}
