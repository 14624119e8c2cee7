import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { entered, type Entry, lanesOf, ledgerLines, nextPortion } from "./ledger.ts";

const lanes = lanesOf({ losses: ["l1_loss", "giou_loss"] });
const nothing = { weak: 0, seconds: 1, musts: [], others: [] };

function after(portions: number, cases: (i: number) => number): readonly Entry[] {
  let ledger: readonly Entry[] = [];
  for (let i = 0; i < portions; i++) {
    const next = nextPortion(ledger, lanes, Infinity)!;
    ledger = entered(ledger, next, { ...nothing, cases: cases(i), commit: `c${i}` });
  }
  return ledger;
}

Deno.test("nextPortion() lets no lane lag behind by more than a portion", () => {
  fc.assert(fc.property(fc.nat(60), fc.integer({ min: 1, max: 50 }), (portions, cases) => {
    const ledger = after(portions, () => cases);
    const counts = lanes.map((lane) =>
      ledger.find(({ road, dtype, loss }) =>
        road === lane.road && dtype === lane.dtype && loss === lane.loss
      )?.portions ?? 0
    );
    assertEquals(counts.reduce((a, b) => a + b), portions);
    assertEquals(Math.max(...counts) - Math.min(...counts) <= 1, true);
  }));
});

Deno.test("nextPortion() takes a seed that its lane has not had, and ends where all have enough", () => {
  const ledger = after(lanes.length, () => 10);
  assertEquals(nextPortion(ledger, lanes, 11)?.seed, 1002);
  assertEquals(nextPortion(ledger, lanes, 10), undefined);
});

Deno.test("entered() forgets no accusation, and keeps the first and the last commit", () => {
  const [lane] = lanes;
  let ledger: readonly Entry[] = [];
  for (const seed of [1001, 1002, 1003]) {
    ledger = entered(ledger, { ...lane, seed }, {
      cases: 5,
      weak: 1,
      seconds: 1,
      musts: [`l1_loss/agreement/mean (seed ${seed})`],
      others: ["l1_loss/pure"],
      commit: `c${seed}`,
    });
  }
  assertEquals(ledger.length, 1);
  assertEquals(ledger[0].musts.length, 3);
  assertEquals(ledger[0].others, ["l1_loss/pure"]);
  assertEquals(ledger[0].commits, ["c1001", "c1003"]);
  assertEquals(ledger[0].cases, 15);
  assertEquals(ledgerLines(ledger, ["l1_loss"]).filter((line) => line.startsWith("!")).length, 3);
});
