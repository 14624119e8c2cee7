import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
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
  const rows = [["a", "b", ""], ["long"], ["x", "y"]];
  assertEquals(table(rows, { indent: " " }), " a  b\n long\n x  y\n");
});

Deno.test("table() breaks a row's last cell under itself, within the width", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 26, max: 60 }), (words, width) => {
      const lines = table([["key", words.join(" ")]], { indent: " ", width }).trimEnd().split("\n");
      assertEquals(lines.map((line) => line.slice(6)).join(" "), words.join(" "));
      for (const [i, line] of lines.entries()) {
        assertEquals(line.slice(0, 6), i === 0 ? " key  " : "      ");
        assert(line.length <= width, `${line.length} > ${width}`);
      }
    }),
    { seed: 2 },
  );
});
