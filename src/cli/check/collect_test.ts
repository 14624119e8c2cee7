import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";

Deno.test("check --time goes on for so long, round after round", async () => {
  const args = ["check", "reference", "--check", "l1_loss/pure", "--runs", "1", "--time", "0.3s"];
  const { code, out } = await runCommand([...args, "--format", "json"]);
  const { time, rounds, cases } = JSON.parse(out);
  assertEquals([code, time], [0, 0.3]);
  assert(rounds > 1, `${rounds} rounds`);
  assert(cases > 4 * (rounds - 1), `${cases} cases`);
  for (const duration of ["0", "soon", "-1m", "15d", "10 m", ""]) {
    const wrong = await runCommand(["check", "reference", `--time=${duration}`]);
    assertEquals(wrong.code, 2);
    assertStringIncludes(wrong.err, "It must be a length of time, e.g. 90s, 10m or 1h30m");
  }
});
