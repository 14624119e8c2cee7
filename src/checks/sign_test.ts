import { assert, assertEquals } from "@std/assert";
import { type Call, inDialect } from "../spec/mod.ts";
import {
  changed,
  checkOf,
  complete,
  faultOf,
  invariantOf,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { nonnegative } from "./sign.ts";

Deno.test("nonnegative() passes the truth and catches a forgotten minus sign", () => {
  const check = checkOf("cross_entropy", "nonnegative");
  assertEquals(verdict(check, truth).status, "pass");
  const negative = changed("cross_entropy", { value: (x) => -x });
  faultOf(check, negative);
});

Deno.test("nonnegative() catches a loss that is below 0 only where all differences are tiny", () => {
  const check = checkOf("l1_loss", "nonnegative");
  assertEquals(verdict(check, truth).status, "pass");
  const cancels = (x: number, { inputs: { pred, target } }: Call) =>
    pred.data.length > 2 &&
      pred.data.every((p: number, i: number) => Math.abs(p - target.data[i]) < 1e-4)
      ? x - 1e-3
      : x;
  faultOf(check, changed("l1_loss", { value: (x, _, call) => cancels(x, call) }));
});

Deno.test("nonnegative() is not made in a dialect whose epsilon moves the zero", () => {
  const spec = specOf("binary_cross_entropy");
  const invariant = invariantOf("binary_cross_entropy", "nonnegative");
  const setting = settingOf("binary_cross_entropy");
  const declared = { ...complete(spec), dialect: { params: { epsilon: 1e-7 } } };
  assertEquals(nonnegative(spec, invariant, { ...setting, capability: declared }), undefined);
  const judged = inDialect(setting.world.specs, { [spec.id]: declared }).get(spec.id) ?? spec;
  assertEquals(nonnegative(judged, invariant, { ...setting, capability: declared }), undefined);
  assert(nonnegative(spec, invariant, setting) !== undefined);
});
