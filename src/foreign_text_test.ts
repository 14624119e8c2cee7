import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { harmIn, honestText, hostileText } from "./_hostile_text.ts";
import { foreignLine, foreignText, legible, legibleJson } from "./foreign_text.ts";

const faces = { foreignText, foreignLine };
const shared = { seed: 14, numRuns: 500 };

Deno.test("foreignText() and foreignLine() show what is hidden, and change nothing twice", () => {
  fc.assert(
    fc.property(hostileText, fc.constantFrom(20, 100, 2000), (text, most) => {
      for (const [name, face] of Object.entries(faces)) {
        const shown = face(text, most);
        assertEquals(harmIn(shown), undefined);
        assert(name === "foreignText" || !/[\n\t]/.test(shown), shown);
        assert(shown.length <= Math.max(most, 60), shown);
        assertEquals(face(shown, most), shown);
      }
    }),
    shared,
  );
});

Deno.test("foreignText() leaves honest text as it is, in any language", () => {
  fc.assert(
    fc.property(honestText, (text) => {
      assertEquals(foreignLine(text), text);
      assertEquals(foreignText(`${text}\n\t${text}`), `${text}\n\t${text}`);
    }),
    shared,
  );
});

Deno.test("foreignLine() spells what it shows as programs do", () => {
  assertEquals(
    foreignLine("\x1b[2J\x07\x7f\x9b \u202e\u2066 \u2028\n\r\t \ud800 \u{e0041}"),
    "\\x1b[2J\\x07\\x7f\\x9b \\u202e\\u2066 \\u2028\\n\\r\\t \\ud800 \\u{e0041}",
  );
  assertEquals(foreignLine("a\u200db"), "a\\u200db");
  assertEquals(foreignLine("a\ufe01 ☺\ufe0f\ufe0f"), "a\\ufe01 ☺\ufe0f\\ufe0f");
});

Deno.test("foreignText() lets no line begin with a command, however it is broken or completed", () => {
  const words = foreignText("x ::error::a \u00a0::b\n  ::c\r\n##[d] e##vso[f]").split(/\s+/);
  assert(!words.some((word) => word.startsWith("::")), words.join(" "));
  for (const end of [":", "a :", "##", "##vso"]) {
    assert(!/^\s*::|##\w*\[/.test(`${foreignText(end)}: 1`), end);
    assert(!/##\w*\[/.test(`${foreignText(end)}[0]`), end);
  }
});

Deno.test("foreignText() says how long a text was that it cut, in time that does not grow with it", () => {
  const cut = foreignText("\x1b".repeat(20_000_000));
  assertMatch(cut, /^(\\x1b)+.{0,3}… \(20 000 000 characters\)$/);
  assert(cut.length <= 2000);
  assertMatch(foreignLine("😀".repeat(2000), 100), /^😀+… \(4 000 characters\)$/u);
  assertMatch(foreignLine("\u202e".repeat(50), 100), /… \(50 characters\)$/);
});

Deno.test("legible() copies data with every text and key in plain words, and keeps its numbers", () => {
  const data = new Float64Array([NaN, -0]);
  assertEquals(
    legible({ why: "a\n\x1b", name: "a\n\x1b", list: ["\u202e", 1, null], "k\n": { data } }),
    { why: "a\n\\x1b", name: "a\\n\\x1b", list: ["\\u202e", 1, null], "k\\n": { data } } as never,
  );
});

Deno.test("legibleJson() reads as the same data, and shows what is hidden in it", () => {
  fc.assert(
    fc.property(
      fc.dictionary(hostileText, fc.array(hostileText)),
      fc.constantFrom(0, 2),
      (data, indent) => {
        const text = JSON.stringify(data, null, indent);
        const safe = legibleJson(text);
        assertEquals(JSON.parse(safe), JSON.parse(text));
        assertEquals(harmIn(safe), undefined);
      },
    ),
    shared,
  );
});
