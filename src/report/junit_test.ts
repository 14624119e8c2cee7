import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { renderJunit } from "./junit.ts";
import { cutRun, outcomes, runOf, wholeRun } from "./_sample_run.ts";

interface Testcase {
  readonly "@name": string;
  readonly failure?: { readonly "@message": string; readonly "#text": string };
  readonly error?: { readonly "@message": string };
  readonly skipped?: { readonly "@message": string };
}

interface Suites {
  readonly "@tests": string;
  readonly "@failures": string;
  readonly "@errors": string;
  readonly "@skipped": string;
  readonly testsuite: readonly { readonly "@name": string; readonly testcase: Testcase[] }[];
}

/** Any UTF-16: controls and lone surrogates, too. */
const utf16 = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) =>
  String.fromCharCode(...units)
);

function parse(xml: string): Suites {
  assertEquals(XMLValidator.validate(xml), true, xml);
  const parser = new XMLParser({
    attributeNamePrefix: "@",
    ignoreAttributes: false,
    isArray: (name) => name === "testsuite" || name === "testcase",
    parseTagValue: false,
  });
  return parser.parse(xml).testsuites;
}

Deno.test("renderJunit() writes a suite for each loss and format, a test case for each check", () => {
  const suites = parse(renderJunit(wholeRun));
  assertEquals(
    suites.testsuite.map((suite) => [suite["@name"], suite.testcase.length]),
    [["smooth_l1_loss f32", 2], ["smooth_l1_loss f16", 1], ["l1_loss f32", 1], ["l1_loss f16", 1]],
  );
  assertEquals(
    [suites["@tests"], suites["@failures"], suites["@errors"], suites["@skipped"]],
    ["5", "1", "0", "3"],
  );
});

Deno.test("renderJunit() fails a failed must with its text, and skips a failed should", () => {
  const [f32, f16] = parse(renderJunit(wholeRun)).testsuite;
  const { failure } = f16.testcase[0];
  assertEquals(failure?.["@message"], "The gradient lies outside every honest enclosure");
  assertStringIncludes(failure?.["#text"] ?? "", "512 ulp");
  assertEquals(
    f32.testcase[1].skipped?.["@message"],
    "a should-check fails: It does not tend to l1_loss",
  );
});

Deno.test("renderJunit() makes what was not judged an error", () => {
  const suites = parse(renderJunit(cutRun));
  assertEquals([suites["@tests"], suites["@errors"]], ["5", "4"]);
  const [f32] = suites.testsuite;
  assertEquals(f32.testcase[1].error?.["@message"], "Not judged: the run is incomplete");
});

Deno.test("renderJunit() is well-formed whatever an implementation says", () => {
  fc.assert(
    fc.property(utf16, (noise) => {
      const why = `<&"'\u0000\ud800]]>${noise}`;
      const [, failed] = outcomes;
      const xml = renderJunit(runOf([{ ...failed, why, check: noise }]));
      const [suite] = parse(xml).testsuite;
      assertStringIncludes(suite.testcase[0].failure?.["@message"] ?? "", "<&\"'\\x00\\ud800]]>");
    }),
    { seed: 8, numRuns: 50 },
  );
});
