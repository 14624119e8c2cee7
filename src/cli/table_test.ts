import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { shellWord } from "./shell_word.ts";
import { table } from "./table.ts";

Deno.test("table() begins every column at one place, whatever the cells", () => {
  const cell = fc.stringMatching(/^[a-z]{1,9}$/);
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1 });
  fc.assert(
    fc.property(rows, (rows) => {
      const lines = table(rows).trimEnd().split("\n");
      const starts = lines.map((line) =>
        [...line.matchAll(/(?<=^| )[a-z]/g)].map(({ index }) => index)
      );
      for (const start of starts) assertEquals(start, starts[0]);
      for (const [i, line] of lines.entries()) {
        assertEquals(line.split(/ {2,}/), rows[i]);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("table() leaves no spaces at the end and lets rows end early", () => {
  assertEquals(table([["a", "b", ""], ["long"], ["x", "y"]], " "), " a  b\n long\n x  y\n");
});

Deno.test("shellWord() quotes what a shell would read otherwise", () => {
  assertEquals(shellWord("./my-losses.ts"), "./my-losses.ts");
  assertEquals(shellWord("l1_loss/*"), "'l1_loss/*'");
  assertEquals(shellWord("it's"), `'it'\\''s'`);
  assertEquals(shellWord(""), "''");
});
