/**
 * What tasks print: figures to standard output, progress to standard error.
 *
 * @module
 */
const encoder = new TextEncoder();

/** Prints a line of figures. */
export function say(line: string): void {
  write(Deno.stdout, `${line}\n`);
}

/** Where nobody reads any more, as behind `| head`, the task ends, with the code that shells have for it. */
function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  try {
    stream.writeSync(encoder.encode(text));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    Deno.exit(141);
  }
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
    write(Deno.stderr, `${what} ${done} of ${cases}\n`.trimStart());
  };
}
