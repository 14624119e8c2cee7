import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { builtinSpecs } from "./builtin.ts";
import { specDigest } from "./digest.ts";
import { inDialect } from "./dialect.ts";

const spec = builtinSpecs.get("cross_entropy")!;

Deno.test("specDigest() is SHA-256, another one for each loss", () => {
  const digests = [...builtinSpecs.values()].map(specDigest);
  for (const digest of digests) assertMatch(digest, /^[0-9a-f]{64}$/);
  assertEquals(new Set(digests).size, digests.length);
});

Deno.test("specDigest() depends on what binds, the dialect included, not on words", () => {
  const digest = specDigest(spec);
  assertEquals(specDigest({ ...spec, notes: ["Mended"], sources: [], summary: "x" }), digest);
  assertNotEquals(specDigest({ ...spec, invariants: [] }), digest);
  const dialect = { cross_entropy: { dialect: { reduction: "mean_over_rows" } } };
  assertNotEquals(specDigest(inDialect(builtinSpecs, dialect).get("cross_entropy")!), digest);
});
