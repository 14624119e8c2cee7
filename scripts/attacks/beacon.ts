/**
 * A port of this machine at which nobody is to knock, and that everything sent away arrives at.
 *
 * @module
 */

/** What listens. */
export interface Beacon {
  readonly port: number;
  /** The first line of whatever arrived. */
  readonly knocks: readonly string[];
  /** Once whoever has come is gone. */
  close(): Promise<void>;
}

/** Listens, and hangs up on whoever comes. */
export function listen(): Beacon {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const knocks: string[] = [];
  const done = (async () => {
    for await (const connection of listener) {
      const bytes = new Uint8Array(200);
      const count = await connection.read(bytes).catch(() => null) ?? 0;
      knocks.push(new TextDecoder().decode(bytes.subarray(0, count)).split(/\r?\n/)[0]);
      connection.close();
    }
  })();
  let open = true;
  return {
    port: listener.addr.port,
    knocks,
    close() {
      if (open) listener.close();
      open = false;
      return done;
    },
  };
}
