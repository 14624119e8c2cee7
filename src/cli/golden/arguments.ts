/**
 * `lossproof golden`: its arguments and its help.
 *
 * @module
 */
import { Option } from "commander";
import { exportFormats } from "../../golden/internal.ts";
import { floatDTypes } from "../../tensor/mod.ts";
import type { CommandLine } from "../command_line.ts";
import { addOnnxOptions, addTargetOptions, onnxHelp, programHelp } from "../target/options.ts";
import { targetOf, type TargetOptions } from "../target/target.ts";
import { checkGolden, type GoldenCheckOptions } from "./check.ts";
import { diffGolden } from "./diff.ts";
import { exportGolden, type ExportOptions } from "./export.ts";
import { type FolderOptions, shippedFolder } from "./folder.ts";
import { generateGolden, type GenerateOptions } from "./generate.ts";
import { verifyGolden } from "./verify.ts";

/** Adds `golden`. */
export function addGolden({ program, io, onExit, command }: CommandLine): void {
  const golden = program.command("golden")
    .description("stored cases with their right answers, for any language");

  const check = golden.command("check")
    .usage(
      "[options] <implementation>\n" +
        "       lossproof golden check [options] --onnx <file> --loss <id>\n" +
        "       lossproof golden check [options] -- <program> [arguments...]",
    )
    .description("try the stored cases on an implementation: no oracle, seconds")
    .argument("[implementation]", '"reference", "onnx", "tfjs", or the path of a module')
    .option("-l, --loss <id...>", "only these losses")
    .addOption(new Option("-d, --dtype <dtype...>", "only these formats").choices(floatDTypes))
    .addOption(folderOption());
  addTargetOptions(addOnnxOptions(check))
    .addHelpText(
      "after",
      `
Examples:
  lossproof golden check ./my_losses.ts
  lossproof golden check ./my_losses.ts --loss smooth_l1_loss --dtype f32
  lossproof golden check --onnx loss.onnx --loss l1_loss
  lossproof golden check -- python my_losses.py
${programHelp}
${onnxHelp}`,
    )
    .action(
      async (name: string | undefined, options: GoldenCheckOptions & TargetOptions) => {
        onExit(await checkGolden(targetOf(name, command, options), options, io));
      },
    );

  golden.command("generate")
    .description("make all stored cases anew, whole or not at all")
    .addOption(folderOption())
    .option("--force", "replace files that are not what the manifest says")
    .addHelpText("after", "\nExample:\n  lossproof golden generate --folder golden")
    .action(async (options: GenerateOptions) => onExit(await generateGolden(options, io)));

  golden.command("verify")
    .description("make them anew and compare: bytes, digests, every road's numbers")
    .addOption(folderOption())
    .addHelpText("after", "\nExample:\n  lossproof golden verify")
    .action(async (options: FolderOptions) => onExit(await verifyGolden(options, io)));

  golden.command("diff")
    .description("tell how stored cases differ from those of another folder, or of now")
    .argument("[before]", "the older folder (default: Lossproof's own)")
    .argument("[after]", "the newer folder (default: what would be made now)")
    .addHelpText("after", "\nExamples:\n  lossproof golden diff\n  lossproof golden diff old new")
    .action(async (before: string | undefined, after: string | undefined) =>
      onExit(await diffGolden(before ?? shippedFolder(), after, io))
    );

  golden.command("export")
    .description("write the stored cases in another format")
    .addOption(
      new Option("-f, --format <format>", "the format").choices(exportFormats)
        .makeOptionMandatory(),
    )
    .requiredOption("-o, --output <folder>", "where to; it is replaced as a whole")
    .addOption(folderOption())
    .option("--force", "replace what the output holds")
    .addHelpText(
      "after",
      `
safetensors, npz   a file for each loss: tensors by name (case/inputs/pred,
                   case/value/expected, case/value/lo/FORM), the rest as JSON
onnx-backend-test  lossproof/test_*/model.onnx with its data sets, as ONNX's own
                   test runner reads them

Examples:
  lossproof golden export --format npz --output build/npz
  lossproof golden export --format onnx-backend-test --output build/onnx`,
    )
    .action(async (options: ExportOptions) => onExit(await exportGolden(options, io)));

  golden.addHelpText(
    "after",
    `
Examples:
  lossproof golden check ./my_losses.ts
  lossproof golden verify
  lossproof golden diff`,
  );
}

function folderOption(): Option {
  return new Option("--folder <folder>", "where the stored cases are")
    .default(shippedFolder(), "Lossproof's own");
}
