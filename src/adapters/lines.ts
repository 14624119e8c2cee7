/**
 * From chunks of bytes to lines of text.
 *
 * @module
 */

const lineFeed = 10;

/** Takes chunks, gives the lines that they complete. */
export interface LineSplitter {
  /**
   * Takes the next bytes.
   *
   * @param chunk any part of the stream, kept until its last line is complete
   * @returns the lines that end in it, without their line feeds
   * @throws {RangeError} when a line is longer than the limit, or no UTF-8
   */
  push(chunk: Uint8Array): string[];
  /** Bytes of a line that is not complete. */
  pending(): number;
}

/**
 * Makes a splitter. What it costs grows with the bytes, however small the chunks are.
 *
 * @param limit most bytes of a line, asked for whenever there are more
 * @returns the splitter
 */
export function createLineSplitter(limit: () => number): LineSplitter {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Uint8Array[] = [];
  let size = 0;

  const add = (part: Uint8Array): void => {
    size += part.length;
    const most = limit();
    if (size > most) throw new RangeError(`wrote a line of more than ${most} bytes`);
    parts.push(part);
  };
  const take = (): string => {
    const line = parts.length === 1 ? parts[0] : joined(parts, size);
    parts = [];
    size = 0;
    try {
      return decoder.decode(line);
    } catch {
      throw new RangeError("wrote a line that is no UTF-8");
    }
  };

  return {
    push(chunk) {
      const lines: string[] = [];
      let start = 0;
      for (let end; (end = chunk.indexOf(lineFeed, start)) >= 0; start = end + 1) {
        add(chunk.subarray(start, end));
        lines.push(take());
      }
      if (start < chunk.length) add(chunk.subarray(start));
      return lines;
    },
    pending: () => size,
  };
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
