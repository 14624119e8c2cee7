/**
 * What a browser does: the golden cases on our graphs, run by onnxruntime-web, and tells the server.
 *
 * @module
 */
import { onnxAdapter } from "../../src/adapters/internal.ts";
import { askCases, readFixture } from "../../src/golden/internal.ts";
import { onnxruntime, type OnnxruntimeApi } from "../../src/onnx/internal.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";

/** What came of it. */
export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  /** Loss, case and fault. */
  readonly failed: readonly string[];
}

type Api = OnnxruntimeApi & {
  readonly env: { readonly wasm: { wasmPaths: string; numThreads: number } };
};

async function tryGolden(): Promise<Outcome> {
  const module = new URL("/ort/ort.wasm.min.mjs", location.href).href;
  const api: Api = await import(module);
  api.env.wasm.wasmPaths = new URL("/ort/", location.href).href;
  api.env.wasm.numThreads = 1;
  const adapter = onnxAdapter(builtinSpecs, onnxruntime(api, "onnxruntime-web"));
  const counts = { passed: 0, skipped: 0 };
  const failed: string[] = [];
  for (const loss of builtinSpecs.keys()) {
    const text = await (await fetch(`/golden/${loss}.json`)).text();
    const { cases } = readFixture(text, `${loss}.json`);
    for await (const { golden, verdict } of askCases(adapter, builtinSpecs, cases)) {
      if (verdict.status === "pass") counts.passed++;
      else if (verdict.status === "skipped") counts.skipped++;
      else failed.push(`${loss} ${golden.call.dtype} ${golden.name}: ${verdict.why}`);
    }
  }
  await adapter.close();
  return { ...counts, failed };
}

/** Only in a browser: whoever imports the types of this file has no page. */
if ("document" in globalThis) {
  const outcome = await tryGolden().catch((error) => ({
    passed: 0,
    skipped: 0,
    failed: [String(error?.stack ?? error)],
  }));
  await fetch("/outcome", { method: "POST", body: JSON.stringify(outcome) });
}
