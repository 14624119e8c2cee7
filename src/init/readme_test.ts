import { assertEquals, assertThrows } from "@std/assert";
import { languages } from "./languages.ts";
import { readmeOf } from "./readme.ts";

const commands = { check: "lossproof check x", lossproof: "lossproof" };

Deno.test("readmeOf() fills in the language, its files and its commands", () => {
  const template = "{{language}}: {{losses}}\n{{commands}}\n";
  assertEquals(
    readmeOf(template, languages.go, { ...commands, build: "go build" }),
    "Go: my_losses.go\ngo build\nlossproof check x\n",
  );
  assertEquals(
    readmeOf(template, languages.python, commands),
    "Python: my_losses.py\nlossproof check x\n",
  );
});

Deno.test("readmeOf() refuses a template that asks for more", () => {
  assertThrows(() => readmeOf("{{licence}}", languages.go, commands), RangeError, '"licence"');
});
