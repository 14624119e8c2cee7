import { assertEquals } from "@std/assert";
import { parseExpressionAt } from "acorn";
import { functions } from "./functions.ts";

for (const [name, { usage, arity, says }] of Object.entries(functions)) {
  Deno.test(`functions say how ${name} is called, and what it is`, () => {
    const calls = usage.map((text) => parseExpressionAt(text, 0, { ecmaVersion: 2020 }));
    assertEquals(
      calls.map((call) =>
        call.type === "CallExpression" && call.callee.type === "Identifier" &&
        [call.callee.name, call.arguments.length]
      ),
      arity.map((count) => [name, count]),
    );
    assertEquals(says === "" || says.endsWith("."), false);
  });
}
