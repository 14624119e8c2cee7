import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";

const honest = new URL("../fixtures/honest.ts", import.meta.url).href;

Deno.test("replay refuses a file that is no counterexample", async () => {
  const problems = {
    "{": 'x.json:1:2: is no JSON: "}" is expected',
    "{}": "x.json: check is missing",
  };
  for (const [text, problem] of Object.entries(problems)) {
    const outcome = await runCommand(["replay", "x.json", "-i", honest], { "x.json": text });
    assertEquals([outcome.code, outcome.out], [2, ""]);
    assertStringIncludes(outcome.err, problem);
  }
});
