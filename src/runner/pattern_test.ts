import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CannotPlan } from "./cannot_plan.ts";
import { matches, select } from "./pattern.ts";

const component = fc.stringMatching(/^[a-z_0-9]{1,8}$/);
const id = fc.array(component, { minLength: 1, maxLength: 4 });

Deno.test("matches() takes an id as its own pattern, and any components for **", () => {
  fc.assert(
    fc.property(id, fc.nat(4), fc.nat(4), (parts, a, b) => {
      const [from, to] = [Math.min(a, b, parts.length), Math.min(Math.max(a, b), parts.length)];
      const hidden = [...parts.slice(0, from), "**", ...parts.slice(to)];
      return matches(parts.join("/"), parts.join("/")) &&
        matches(parts.join("/"), hidden.join("/"));
    }),
    { seed: 1 },
  );
});

Deno.test("matches() keeps * inside one component", () => {
  fc.assert(
    fc.property(id, (parts) => {
      const stars = parts.map(() => "*").join("/");
      return matches(parts.join("/"), stars) && !matches(`${parts.join("/")}/more`, stars);
    }),
    { seed: 2 },
  );
});

Deno.test("matches() reads stars between letters", () => {
  assert(matches("smooth_l1_loss/continuous_at/beta", "smooth*/con*_at/*"));
  assert(matches("a/abab", "a/ab*ab"));
  assert(!matches("a/ab", "a/ab*b"));
  assert(!matches("a/abc", "a/*b"));
  assert(matches("a/x.y", "a/x.y"));
  assert(!matches("a/xzy", "a/x.y"));
  assert(matches("a", "a/**"));
  assert(!matches("ab", "a/**"));
});

Deno.test("select() keeps the order, and names the nearest id when nothing fits", () => {
  const items = ["a_loss/nonnegative", "b_loss/nonnegative", "b_loss/pure"].map((id) => ({ id }));
  assertEquals(select(items, ["b_loss/*", "a_loss/**"]), items);
  assertEquals(select(items, ["**/pure"]), [items[2]]);
  assertThrows(
    () => select(items, ["b_loss/*", "b_loss/pur"]),
    RangeError,
    'Cannot select checks: "b_loss/pur" matches none of the 3 checks: did you mean "b_loss/pure"?',
  );
});

const meant: readonly [pattern: string, hint: string][] = [
  ["smooth_l1_loss", 'did you mean "smooth_l1_loss/**"?'],
  ["gradient", 'did you mean "**/gradient/**"?'],
  ["pure", 'did you mean "**/pure"?'],
  ["**/gradeint/**", 'did you mean "**/gradient/**"?'],
  ["smoth_l1_loss/**", 'did you mean "smooth_l1_loss/**"?'],
  ["smooth_l1_loss/gradient/prde", 'did you mean "smooth_l1_loss/gradient/pred"?'],
  ["*", 'did you mean "*/**"?'],
];

for (const [pattern, hint] of meant) {
  Deno.test(`select() finds what ${pattern} was to be`, () => {
    const ids = ["smooth_l1_loss/gradient/pred", "smooth_l1_loss/pure", "l1_loss/pure"];
    assertThrows(() => select(ids.map((id) => ({ id })), [pattern]), CannotPlan, hint);
  });
}
