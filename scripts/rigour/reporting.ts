/**
 * What the long proofs print: figures to standard output, progress to standard error.
 *
 * @module
 */
const encoder = new TextEncoder();

/** Prints a line of figures. */
export function say(line: string): void {
  Deno.stdout.writeSync(encoder.encode(`${line}\n`));
}

/**
 * A reporter of progress, one line for each twentieth.
 *
 * @param cases how many there are
 * @param what they are of; absent = nothing need be said
 * @returns what is told how many are done
 */
export function progress(cases: number, what = ""): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done < told + cases / 20) return;
    told = done;
    Deno.stderr.writeSync(encoder.encode(`${what} ${done} of ${cases}\n`.trimStart()));
  };
}
