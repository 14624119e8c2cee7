/**
 * Holds the suite against honest implementations: none may be accused.
 *
 * Each member of `scripts/zoo/members` is an honest, unusual implementation. It is run through the checks of a
 * default run, in all formats. The exit code is 1 where a must fails; what else fails is told.
 *
 * @module
 */
import { Option } from "commander";
import { type FloatDType, floatDTypes } from "../src/tensor/mod.ts";
import { taskCommand } from "./rigour/command.ts";
import { progress, say } from "./rigour/reporting.ts";
import { isInShard, type Shard, shardOption, whole } from "./rigour/words.ts";
import { accusationLines } from "./zoo/accusation.ts";
import { allMembers } from "./zoo/all_members.ts";
import { examine } from "./zoo/examine.ts";

interface Options {
  readonly cases: number;
  readonly seed: number;
  readonly filter?: string;
  readonly dtype?: FloatDType;
  readonly check?: string;
  readonly shard: Shard;
}

const command = taskCommand("zoo")
  .description("Holds the suite against honest implementations: none may be accused")
  .option("--cases <n>", "cases for each member, over all losses, formats and checks", whole, 1e5)
  .option("--seed <n>", "the run's seed", whole, 1)
  .option("--filter <text>", "only members whose id has this text")
  .addOption(new Option("--dtype <name>", "only this format").choices([...floatDTypes]))
  .addOption(shardOption("members"))
  .option("--check <pattern>", "only checks whose id fits, such as l1_loss/** or */agreement/*");

async function main(): Promise<number> {
  const { filter = "", dtype, check, shard, ...trial } = command.parse(Deno.args, { from: "user" })
    .opts<Options>();
  const members = allMembers.filter(({ id }) => id.includes(filter))
    .filter((_, i) => isInShard(i, shard));
  if (members.length === 0) {
    say("No member has that text in its id");
    return 2;
  }
  const tell = progress(members.length, "members");
  const totals = { members: 0, cases: 0, must: 0, should: 0, may: 0 };
  for (const [i, member] of members.entries()) {
    const examined = await examine(member, {
      ...trial,
      ...dtype !== undefined && { dtypes: [dtype] },
      ...check !== undefined && { checks: check },
    });
    tell(i + 1);
    const { cases, skipped, checks, accusations } = examined;
    if (checks === 0) continue;
    const verdict = accusations.length === 0 ? "" : `, ${accusations.length} checks accuse it`;
    say(`${member.id}: ${cases} cases of ${checks} checks, ${skipped} skipped${verdict}`);
    accusations.flatMap(accusationLines).forEach(say);
    totals.members++;
    totals.cases += cases;
    for (const { level } of accusations) totals[level]++;
  }
  const { members: count, cases, must, should, may } = totals;
  say("");
  say(`${count} members, ${cases} cases, seed ${trial.seed}`);
  say(`accused by ${must} musts, ${should} shoulds, ${may} mays`);
  return must === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
