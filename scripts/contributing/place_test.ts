import { assertEquals, assertThrows } from "@std/assert";
import { changes } from "./copy.ts";
import { catalogued, moved } from "./place.ts";
import { filledIn, readSteps } from "./steps.ts";

const page = `# Contributing

## A loss, in four steps

See [another](../spec/x.json).

1. Say it, in \`spec/<loss>.json\`; \`deno task y\` works then.
2. List it in \`src/list.ts\`, or in
   \`src/<family>/list.ts\`.

\`\`\`sh
deno task generate # makes files
deno task ok
\`\`\`

It writes \`golden/\`.

Not \`spec/other.json\`.

## More
`;

Deno.test("readSteps() finds files, commands, and what these write", () => {
  assertEquals(readSteps(page), {
    files: [["spec/<loss>.json"], ["src/list.ts", "src/<family>/list.ts"]],
    commands: ["deno task generate", "deno task ok"],
    generated: ["golden/"],
  });
  assertThrows(() => readSteps("# Contributing\n"), RangeError, "no section");
});

Deno.test("filledIn() leaves a name that it does not know", () => {
  assertEquals(filledIn("src/<family>/<name>.ts", { name: "l1" }), "src/<family>/l1.ts");
});

Deno.test("moved() lets paths lead where they led", () => {
  const text = 'import "../../../src/losses/idea.ts";\nimport "../../../src/losses/box/b.ts";\n' +
    'import "lossproof";\n';
  assertEquals(
    moved(text, "scripts/contributing/testdata/a.ts", "src/losses/box/a.ts"),
    'import "../idea.ts";\nimport "./b.ts";\nimport "lossproof";\n',
  );
});

Deno.test("catalogued() adds a record at the end of the list", () => {
  const text = '/** All. */\nimport { a } from "./a.ts";\n\nconst all = [\n  a,\n];\n\nuse(all);\n';
  assertEquals(
    catalogued(text, ['import { b } from "./b.ts";'], "  b,"),
    '/** All. */\nimport { b } from "./b.ts";\nimport { a } from "./a.ts";\n\n' +
      "const all = [\n  a,\n  b,\n];\n\nuse(all);\n",
  );
  assertThrows(() => catalogued("", [], ""), RangeError, "no list");
});

Deno.test("changes() finds files that are new, gone or different", () => {
  const bytes = (...all: number[]) => Uint8Array.from(all);
  const before = new Map([["same", bytes(1)], ["other", bytes(1)], ["gone", bytes(1)]]);
  const after = new Map([["same", bytes(1)], ["other", bytes(2)], ["new", bytes(1)]]);
  assertEquals(changes(before, after), ["gone", "new", "other"]);
});
