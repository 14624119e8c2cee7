/**
 * The independent confirmation of findings: `confirm.py`, one line for each.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import { type Counterexample, writeCounterexample } from "../../src/runner/mod.ts";

/** What mpmath says of a counterexample. */
export interface Confirmation {
  readonly confirmed: boolean;
  readonly says: string;
}

/** A question: a counterexample, and the reduction dialect that it was judged in. */
export interface Question {
  readonly counterexample: Counterexample;
  readonly convention: string | undefined;
}

/**
 * Asks for each counterexample whether it is one.
 *
 * @param python an interpreter that has mpmath
 * @returns an answer to each, in their order
 * @throws {Error} when the script fails
 */
export async function confirmAll(
  python: string,
  questions: readonly Question[],
): Promise<readonly Confirmation[]> {
  const script = fromFileUrl(new URL("confirm.py", import.meta.url));
  const child = new Deno.Command(python, { args: [script], stdin: "piped", stdout: "piped" })
    .spawn();
  const asked = questions.map(({ counterexample, convention = null }) =>
    `{"found": ${writeCounterexample(counterexample).replaceAll("\n", " ")}, ` +
    `"convention": ${JSON.stringify(convention)}}\n`
  );
  const [{ code, stdout }] = await Promise.all([
    child.output(),
    ReadableStream.from(asked).pipeThrough(new TextEncoderStream()).pipeTo(child.stdin),
  ]);
  const lines = new TextDecoder().decode(stdout).trim().split("\n").filter((line) => line !== "");
  if (code !== 0 || lines.length !== questions.length) {
    throw new Error(`Cannot confirm: ${script} ended with ${code} after ${lines.length} answers`);
  }
  return lines.map((line) => JSON.parse(line) as Confirmation);
}
