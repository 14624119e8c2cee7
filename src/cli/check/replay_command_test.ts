import { assertEquals } from "@std/assert";
import { replayCommand } from "./replay_command.ts";

Deno.test("replayCommand() names the file where there is one, the search otherwise", () => {
  const counterexample = { check: "l1_loss/pure", dtype: "f16", seed: -3 } as const;
  const options = { runs: 9, spec: ["my loss.json"], form: "textbook" };
  assertEquals(
    replayCommand(
      { name: "./my.ts" },
      { ...counterexample, file: "kept/x.json" },
      options,
      "lossproof",
    ),
    "lossproof replay kept/x.json --implementation ./my.ts --form textbook --spec 'my loss.json'",
  );
  assertEquals(
    replayCommand(
      { name: "./my.ts" },
      counterexample,
      { runs: 9, spec: [] },
      "npx -y deno task lossproof",
    ),
    "npx -y deno task lossproof check ./my.ts --check l1_loss/pure --dtype f16 --runs 9 --seed -3",
  );
});

Deno.test("replayCommand() keeps a program's options, the program last", () => {
  const target = { command: ["python", "my losses.py"], timeout: 0.5, env: ["A=1", "B=2"] };
  const counterexample = { check: "l1_loss/pure", dtype: "f16", seed: 3 } as const;
  assertEquals(
    replayCommand(
      target,
      { ...counterexample, file: "kept/x.json" },
      { runs: 9, spec: ["my.json"] },
      "lossproof",
    ),
    "lossproof replay kept/x.json --timeout 0.5 --env A=1 --env B=2 --spec my.json " +
      "-- python 'my losses.py'",
  );
});
