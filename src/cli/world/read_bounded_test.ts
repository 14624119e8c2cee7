import { assertEquals, assertRejects } from "@std/assert";
import { readBounded } from "./read_bounded.ts";

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10)) });
}

Deno.test("readBounded() reads all of a stream that is short enough", async () => {
  const three = ReadableStream.from([Uint8Array.of(1), Uint8Array.of(2, 3)]);
  assertEquals(await readBounded(three, 3), Uint8Array.of(1, 2, 3));
});

Deno.test("readBounded() leaves a stream that has no end, and lets go of it", async () => {
  const stream = endless();
  await assertRejects(() => readBounded(stream, 1000), Error, "it has more than 256 MiB");
  assertEquals(await stream.getReader().read(), { done: true, value: undefined });
});
