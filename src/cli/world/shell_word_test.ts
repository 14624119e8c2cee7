import { assertEquals } from "@std/assert";
import { shellWord } from "./shell_word.ts";

Deno.test("shellWord() quotes what a shell would read otherwise", () => {
  assertEquals(shellWord("./my-losses.ts"), "./my-losses.ts");
  assertEquals(shellWord("l1_loss/*"), "'l1_loss/*'");
  assertEquals(shellWord("it's"), `'it'\\''s'`);
  assertEquals(shellWord(""), "''");
});
