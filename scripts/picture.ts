/**
 * The picture that sums up the losses, spec/losses.svg: `deno task picture`.
 *
 * @module
 */
import * as vega from "vega";
import { compile } from "vega-lite";
import { builtinSpecs } from "../src/spec/mod.ts";
import { chartOf } from "./picture/chart.ts";

/** The picture as SVG; the same on every machine, since text is measured without fonts. */
export async function picture(): Promise<string> {
  const { spec } = compile(chartOf(builtinSpecs));
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  try {
    return await view.toSVG() + "\n";
  } finally {
    view.finalize();
  }
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("../spec/losses.svg", import.meta.url), await picture());
}
