/**
 * `lossproof check`: its arguments and its help.
 *
 * @module
 */
import { Option } from "commander";
import { reportFormats } from "../../report/mod.ts";
import { floatDTypes } from "../../tensor/mod.ts";
import type { CommandLine } from "../command_line.ts";
import { argument, configOption, share, specOption, wholeNumber } from "../options.ts";
import { addOnnxOptions, addTargetOptions, onnxHelp, programHelp } from "../target/options.ts";
import { checkImplementation } from "./action.ts";
import { parseDuration } from "../duration.ts";
import { explain } from "./explain.ts";
import { type CheckFlags, settleCheck } from "./settings.ts";
import { parseShard } from "./shard.ts";

/** Adds `check`. */
export function addCheck({ program, io, onExit, command }: CommandLine): void {
  const check = program.command("check")
    .usage(
      "[options] [implementation]\n" +
        "       lossproof check [options] -- <program> [arguments...]\n" +
        "       lossproof check [options] --onnx <file> --loss <id>",
    )
    .description("check an implementation against the specs")
    .argument(
      "[implementation]",
      '"reference", "onnx", "tfjs", or the path of a module (default: see lossproof.json)',
    )
    .addOption(configOption())
    .option("-l, --loss <id...>", "only these losses")
    .addOption(
      new Option("-d, --dtype <dtype...>", "only these formats").choices(floatDTypes),
    )
    .option("-c, --check <pattern...>", "only these checks: * in a part of an id, ** for any parts")
    .option("-n, --runs <count>", "cases for each check (default: 100)", wholeNumber(1))
    .option("-s, --seed <seed>", "where the random cases begin (default: 1)", wholeNumber())
    .option("-j, --jobs <count>", "so many implementations at a time", wholeNumber(1), 1)
    .option("--form <name>", "accept only this form of the formula, and better ones")
    .option("--require <share>", "of each loss, so much of the cases has to be judged", share)
    .addOption(
      new Option("-f, --format <format>", "the report").choices(reportFormats).default("terminal"),
    )
    .option("-o, --output <file>", "write the report to a file (-: standard output)")
    .option("--save <folder>", "keep every counterexample in a file there")
    .option("--regressions <folder>", "the same, and first try what is kept there")
    .option("--time <duration>", "go on with further cases for so long, e.g. 10m", duration)
    .option("--shard <i/n>", "check the i-th of n parts; merge makes one report of them", shard)
    .option(
      "--update-expected",
      "make the failures of this run the expected ones, in lossproof.json",
    )
    .option("--explain <check id>", "tell what a check asks and why, and check nothing")
    .addOption(specOption());
  addTargetOptions(addOnnxOptions(check))
    .addHelpText(
      "after",
      `
Examples:
  lossproof check ./my_losses.ts
  lossproof check ./my_losses.ts --loss l1_loss smooth_l1_loss --dtype f32 f16
  lossproof check ./my_losses.ts --check '*/gradient/**' --runs 1000
  lossproof check ./my_losses.ts --format junit --output report.xml --save kept
  lossproof check ./my_loss.ts --spec my_loss.json
  lossproof check --timeout 2 --env OMP_NUM_THREADS=1 -- python my_losses.py
  lossproof check --onnx loss.onnx --loss l1_loss --map pred=logits target=labels
  lossproof check ./my_losses.ts --update-expected
  lossproof check --config lossproof.json --runs 20
  lossproof check ./my_losses.ts --time 10m --regressions kept
  lossproof check ./my_losses.ts --require 0.9
  lossproof check ./my_losses.ts --shard 2/8 --format events --output 2.events
  lossproof check --explain smooth_l1_loss/continuous_at/pred

lossproof.json says what to check and which failures are known
(spec/config.schema.json). It is read where nothing else says what to check;
flags go before it. A known failure is quiet while it fails; once it holds,
that is reported, and the exit code is 1.

Without --shard, a shard is what the engine says that runs it: Bazel's
TEST_SHARD_INDEX and TEST_TOTAL_SHARDS, GitLab's CI_NODE_INDEX and
CI_NODE_TOTAL, or Kubernetes' JOB_COMPLETION_INDEX and LOSSPROOF_SHARD_COUNT,
which you set to the number of completions. --shard 1/1 checks everything.
${programHelp}
${onnxHelp}`,
    )
    .action(async (name: string | undefined, flags: CheckFlags) => {
      if (flags.explain !== undefined) return onExit(await explain(flags.explain, flags, io));
      const { target, options } = await settleCheck(name, command, flags, io);
      onExit(await checkImplementation(target, options, io));
    });
}

const duration = argument(parseDuration);
const shard = argument(parseShard);
