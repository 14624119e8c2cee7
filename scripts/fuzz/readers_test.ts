import { assertEquals } from "@std/assert";
import { randomFrom } from "../rigour/random.ts";
import { mutateBytes } from "./mutate_bytes.ts";
import { allReaders } from "./readers.ts";

for (const { name, valid, read } of await allReaders()) {
  Deno.test(`${name} that are valid are taken`, async () => {
    for (const bytes of valid.slice(0, 4)) assertEquals(await read(bytes), "taken");
  });

  Deno.test(`${name} that are spoiled are taken, or refused by their fault`, async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = randomFrom(seed);
      const reading = await read(mutateBytes(random, random.pick(valid)));
      assertEquals(typeof reading, "string", JSON.stringify(reading));
    }
  });
}
