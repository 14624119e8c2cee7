import { assertEquals } from "@std/assert";
import type { z } from "zod";
import {
  builtinSpecs,
  type Extension,
  type Invariant,
  type Reject,
  type Spec,
} from "../spec/mod.ts";
import type { invariantSchema, rejectSchema } from "./invariants.ts";
import { extensionSchema, specSchema } from "./schema.ts";

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? [B] extends [A] ? true : false : false;
type Reads<Schema extends z.ZodType, T> = Same<Frozen<z.output<Schema>>, T>;

Deno.test("specSchema reads the type Spec, and its own output again", () => {
  const same: readonly [
    Reads<typeof specSchema, Spec>,
    Reads<typeof invariantSchema, Invariant>,
    Reads<typeof rejectSchema, Reject>,
  ] = [true, true, true];
  assertEquals(same.length, 3);
  for (const spec of builtinSpecs.values()) assertEquals(specSchema.parse(spec), spec);
});

Deno.test("extensionSchema reads the type Extension, and leaves what is the base's out", () => {
  const same: Reads<typeof extensionSchema, Extension> = true;
  assertEquals(same, true);
  const { inputs, params, reduction, title } = extensionSchema.parse({
    id: "mine",
    extends: "l1_loss",
  });
  assertEquals({ inputs, params, reduction, title }, {
    inputs: {},
    params: {},
    reduction: undefined,
    title: undefined,
  });
});
