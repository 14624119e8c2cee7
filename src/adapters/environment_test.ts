import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { environmentFor } from "./environment.ts";

const name = fc.stringMatching(/^[A-Z_]{1,12}$/);
const value = fc.string();

Deno.test("environmentFor() passes on nothing that is not named or needed", () => {
  fc.assert(fc.property(fc.dictionary(name, value), fc.array(name), (ours, words) => {
    const given = environmentFor(words, (name) => ours[name]);
    const allowed = new Set([
      ...words,
      "PATH",
      "HOME",
      "USER",
      "SHELL",
      "LANG",
      "TZ",
      "TMP",
      "TEMP",
    ]);
    for (const [name, value] of Object.entries(given)) {
      assertEquals(value, ours[name]);
      assert(allowed.has(name) || name.length > 4, name);
    }
    for (const word of words) assertEquals(given[word], ours[word]);
  }));
});

Deno.test("environmentFor() sets what has a value, which may have an equals sign", () => {
  fc.assert(fc.property(name, value, (name, value) => {
    assertEquals(environmentFor([`${name}=${value}`], () => "ours")[name], value);
  }));
});

Deno.test("environmentFor() gives the paths of loaders only where any program may be run", () => {
  const read = (name: string) => name;
  assertEquals("LD_LIBRARY_PATH" in environmentFor([], read), false);
  assertEquals(environmentFor([], read, true).LD_LIBRARY_PATH, "LD_LIBRARY_PATH");
});
