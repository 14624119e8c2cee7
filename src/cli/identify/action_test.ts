import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "../run_command.ts";

const wrong = new URL("../fixtures/wrong.ts", import.meta.url).href;

Deno.test("identify tells what the reference does, in words and in JSON", async () => {
  const args = ["identify", "reference", "--loss", "cross_entropy"];
  const { code, out, err } = await runCommand(args);
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "✓ mean                        over the sum of the class weights");
  assertStringIncludes(out, "reference: 1 loss, each follows what it declares\n");
  const json = await runCommand([...args, "--json", "--dtype", "f32"]);
  const { losses } = JSON.parse(json.out);
  assertEquals(losses.cross_entropy.dtype, "f32");
  assertEquals(losses.cross_entropy.findings[0].conventions[0].id, "own");
});

Deno.test("identify exits with 1 where an answer contradicts what is declared", async () => {
  const { code, out } = await runCommand(["identify", wrong]);
  assertEquals(code, 1);
  assertStringIncludes(out, "from what is declared: l1_loss");
});

for (
  const [args, message] of [
    [["identify"], "Nothing to check: give a name"],
    [
      ["identify", "reference", "--loss", "l1_los"],
      'Unknown loss "l1_los": did you mean "l1_loss"?',
    ],
    [["identify", wrong, "--loss", "softmax_focal_loss"], 'has no "softmax_focal_loss", only:'],
    [["identify", "tfjs", "--dtype", "f64"], '"tfjs" has no f64, only: f32'],
    [["identify", "reference", "--dtype", "f8"], "Allowed choices are f64, f32, f16, bf16"],
  ] as const
) {
  Deno.test(`identify exits with 2: lossproof ${args.slice(0, 4).join(" ")}`, async () => {
    const { code, out, err } = await runCommand(args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}
