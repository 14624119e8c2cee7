import { assertEquals } from "@std/assert";
import { parseExpressionAt } from "acorn";
import { functions } from "./functions.ts";

for (const [name, { usage, arity, along, says }] of Object.entries(functions)) {
  Deno.test(`functions say how ${name} is called, and what it is`, () => {
    const calls = usage.map((text) => parseExpressionAt(text, 0, { ecmaVersion: 2020 }));
    assertEquals(
      calls.map((call) =>
        call.type === "CallExpression" && call.callee.type === "Identifier" &&
        [call.callee.name, call.arguments.length]
      ),
      (along === undefined ? arity : [arity[0], arity[0] + 1, ...arity.slice(1)])
        .map((count) => [name, count]),
    );
    assertEquals(says === "" || says.endsWith("."), false);
  });
}
