import { assert, assertEquals } from "@std/assert";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { floatDTypes, tensor } from "../../src/tensor/mod.ts";
import { accusationLines } from "./accusation.ts";
import { allMembers } from "./all_members.ts";
import { examine } from "./examine.ts";
import type { Member } from "./member.ts";

Deno.test("the zoo has at least 40 members, each with a name of its own", () => {
  assert(allMembers.length >= 40);
  assertEquals(new Set(allMembers.map(({ id }) => id)).size, allMembers.length);
});

// Each member meets other losses and checks, so that all of them together meet most.
Deno.test("no must accuses a member of the zoo in a few cases", async () => {
  const accusations: string[] = [];
  for (const [i, member] of allMembers.entries()) {
    const { accusations: found } = await examine(member, { cases: 10, seed: i, losses: 1 });
    const musts = found.filter(({ level }) => level === "must");
    if (musts.length > 0) accusations.push(member.id, ...musts.flatMap(accusationLines));
  }
  assertEquals(accusations.join("\n"), "");
});

Deno.test("a member says where its own roundings leave the range, and answers infinity nowhere in it", () => {
  const spec = builtinSpecs.get("weighted_sigmoid_focal_loss")!;
  const members = allMembers.filter(({ dtypes = floatDTypes, has = () => true, dialect }) =>
    dtypes.includes("f16") && has(spec) && dialect === undefined
  );
  // log q is -32770 + log 0.375 + 32770: nothing is left of q, which is to be raised to the 4th power.
  const inputs = {
    pred: tensor("f16", [1], [32770]),
    target: tensor("f16", [1], [0.625]),
    weight: tensor("f16", [1], [0.25]),
  };
  const params = { gamma: 4, alpha: 0.25, num_classes: 80, avg_factor: null };
  const results = members.map(({ make }) =>
    make(spec)({ loss: spec.id, dtype: "f16", inputs, params, reduction: "mean", gradients: false })
  );
  assert(results.some((result) => "unsupported" in result));
  for (const [i, result] of results.entries()) {
    if ("unsupported" in result) continue;
    assert("value" in result && result.value.data.every(Number.isFinite), members[i].id);
  }
});

Deno.test("examine() finds what is wrong with an implementation", async () => {
  const twice: Member = {
    id: "wrong/twice",
    says: "The value is twice what it is to be",
    has: ({ id }) => id === "l1_loss",
    make(spec) {
      const right = allMembers.find(({ id }) => id === "precisions/careful")!.make(spec);
      return (call) => {
        const result = right(call);
        if (!("value" in result)) return result;
        const { value } = result;
        return { ...result, value: { ...value, data: value.data.map((x) => 2 * x) } };
      };
    },
  };
  const { accusations, cases } = await examine(twice, { cases: 400, seed: 1, dtypes: ["f32"] });
  assert(cases > 100);
  assert(accusations.some(({ check }) => check === "l1_loss/agreement/none"));
});

Deno.test("examine() skips a member that has none of the formats", async () => {
  const halves = allMembers.find(({ id }) => id === "precisions/in_float64")!;
  const dtypes = floatDTypes.filter((dtype) => !halves.dtypes!.includes(dtype));
  assertEquals((await examine(halves, { cases: 1, seed: 1, dtypes })).checks, 0);
});

Deno.test("each line of the licence has a member that does what it allows", async () => {
  const page = await Deno.readTextFile(
    new URL("../../src/oracle/licence.md", import.meta.url),
  );
  const lines = Array.from(page.matchAll(/^\| +\d+ +\|.*\|([^|]+)\|$/gm), ([, cell]) => cell);
  assert(lines.length > 10);
  const ids = allMembers.map(({ id }) => id);
  for (const cell of lines) {
    const named = Array.from(cell.matchAll(/`([^`]+)`/g), ([, name]) => name.replace(/\*$/, ""));
    assert(named.length > 0, cell);
    for (const name of named) assert(ids.some((id) => id.startsWith(name)), name);
  }
});
