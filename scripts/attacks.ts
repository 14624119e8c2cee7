/**
 * The attack table: tries every attack as a process, and prints by area how many were survived and
 * what went wrong with the others: `deno task attacks`. The exit code is 1 where one was not survived.
 *
 * @module
 */
import { Option } from "commander";
import { attacksByArea } from "./attacks/all_attacks.ts";
import { inPairs } from "./attacks/in_pairs.ts";
import { type Fate, survive } from "./attacks/survive.ts";
import { taskCommand } from "./rigour/command.ts";
import { say } from "./rigour/reporting.ts";
import { whole } from "./rigour/words.ts";

const options = taskCommand("attacks")
  .addOption(
    new Option("--area <name...>", "only these areas").choices(Object.keys(attacksByArea)),
  )
  .option("--filter <text>", "only attacks whose id has this text", "")
  .option("--seed <n>", "when signals arrive", whole, Date.now() % 1e6 + 1)
  .option("--list", "names the attacks, and tries none", false)
  .option("--verbose", "shows what was printed", false)
  .parse(Deno.args, { from: "user" })
  .opts<{
    readonly area?: readonly string[];
    readonly filter: string;
    readonly seed: number;
    readonly list: boolean;
    readonly verbose: boolean;
  }>();

const areas = options.area ?? Object.keys(attacksByArea);
const attacks = areas
  .flatMap((area) => attacksByArea[area](options.seed).map((attack) => ({ area, attack })))
  .filter(({ attack }) => attack.id.includes(options.filter));

if (options.list) {
  for (const { area, attack } of attacks) say(`${area}  ${attack.id}: ${attack.what}`);
  Deno.exit(0);
}

say(`${attacks.length} attacks, seed ${options.seed}`);
const fates = inPairs(attacks, async ({ area, attack }) => {
  const fate = await survive(attack);
  if (fate.faults.length > 0) say(failure(area, attack.id, fate));
  return { area, ...fate };
});
const all = await Promise.all(fates);

say("\narea             tried  survived  slowest  most memory");
for (const area of areas) {
  const mine = all.filter((fate) => fate.area === area);
  const cells = [
    area.padEnd(15),
    String(mine.length).padStart(7),
    String(mine.filter(({ faults }) => faults.length === 0).length).padStart(10),
    `${Math.max(0, ...mine.map(({ seconds }) => seconds)).toFixed(1)} s`.padStart(9),
    `${(Math.max(0, ...mine.map(({ peak }) => peak)) / 2 ** 20).toFixed(0)} MiB`.padStart(13),
  ];
  say(cells.join(""));
}
Deno.exit(all.every(({ faults }) => faults.length === 0) ? 0 : 1);

function failure(area: string, id: string, { faults, seconds, printed }: Fate): string {
  return [
    `✗ ${area} ${id} (${seconds.toFixed(1)} s)`,
    ...faults.map((fault) => `    ${fault}`),
    ...options.verbose ? [printed.slice(0, 3000).replace(/^/gm, "    | ")] : [],
  ].join("\n");
}
