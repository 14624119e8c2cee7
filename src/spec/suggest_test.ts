import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { didYouMean, nearest } from "./suggest.ts";

const words = ["shape", "domain", "optional", "scalar_allowed"];

Deno.test("nearest() finds a name with one letter lost or two neighbours swapped", () => {
  const typos = fc.constantFrom(...words).chain((word) =>
    fc.nat({ max: word.length - 2 }).chain((i) =>
      fc.constantFrom(
        { word, typo: word.slice(0, i) + word.slice(i + 1) },
        { word, typo: word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2) },
      )
    )
  );
  fc.assert(
    fc.property(typos, ({ word, typo }) => assertEquals(nearest(typo, words), word)),
    { seed: 1 },
  );
});

Deno.test("nearest() finds nothing for a word that is like none", () => {
  assertEquals(nearest("xyzzy", words), undefined);
  assertEquals(nearest("shape", []), undefined);
});

Deno.test("nearest() completes a name that was cut off", () => {
  assertEquals(nearest("smooth", ["l1_loss", "smooth_l1_loss", "smooth_ap"]), "smooth_ap");
});

Deno.test("didYouMean() lists the known names when none is near", () => {
  assertEquals(didYouMean("xyzzy", ["a", "b"]), " (known: a, b)");
  assertEquals(didYouMean("shpae", words), ': did you mean "shape"?');
  assertEquals(didYouMean("shape", []), "");
});
