/**
 * Files and streams are read to their end, which some do not have.
 *
 * @module
 */

/** Longer than any text or folder that is meant, and a machine holds it. */
export const mostBytes: number = 2 ** 28;

/**
 * Reads all of a stream.
 *
 * @param stream the bytes; it is left where it is too long
 * @param left bytes that it may have: what other streams have left of the limit
 * @throws {Error} when it has more
 */
export async function readBounded(
  stream: ReadableStream<Uint8Array>,
  left: number = mostBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > left) throw new Error(`it has more than ${mostBytes / 2 ** 20} MiB`);
    parts.push(part);
  }
  return await new Blob(parts as BlobPart[]).bytes();
}
