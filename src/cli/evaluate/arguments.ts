/**
 * `lossproof evaluate`: its arguments and its help.
 *
 * @module
 */
import { Option } from "commander";
import { floatDTypes } from "../../tensor/mod.ts";
import type { CommandLine } from "../command_line.ts";
import { specOption } from "../options.ts";
import { evaluateInput, type EvaluateOptions } from "./action.ts";

/** Adds `evaluate`. */
export function addEvaluate({ program, io, onExit }: CommandLine): void {
  program.command("evaluate")
    .description("show what the oracle knows of one input")
    .argument("<loss>", "the id of the loss")
    .argument("<input>", "a JSON file (-: standard input)")
    .addOption(
      new Option("-d, --dtype <dtype>", "the format (default: the file's, or f64)")
        .choices(floatDTypes),
    )
    .option("--json", "print JSON, all elements included")
    .addOption(specOption())
    .addHelpText(
      "after",
      `
The file gives tensors as nested lists, or by shape and row-major data; a number
may be a string, too: hexadecimal, "NaN", "-0", "Infinity":
  {
    "inputs": {
      "pred": [0.5, -2],
      "target": { "shape": [2], "data": [0, "0x1.8p-3"] }
    },
    "params": { "beta": 0.5 },
    "reduction": "none"
  }

Examples:
  lossproof evaluate smooth_l1_loss input.json
  lossproof evaluate smooth_l1_loss input.json --dtype bf16 --json
  echo '{"inputs": {"pred": 3, "target": 1}}' | lossproof evaluate l1_loss -`,
    )
    .action(async (loss: string, input: string, options: EvaluateOptions) => {
      onExit(await evaluateInput(loss, input, options, io));
    });
}
