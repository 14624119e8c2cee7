/**
 * A thread that waits for one signal and says what exit code it stands for.
 *
 * @module
 */
import { onSignal } from "../../guard.ts";

const worker = globalThis as unknown as Pick<Worker, "postMessage">;
const stop = onSignal((exitCode) => {
  stop();
  worker.postMessage(exitCode);
});
