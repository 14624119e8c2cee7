import { assertEquals } from "@std/assert";
import { conforms } from "./attack.ts";
import { faultsOf, type Outcome } from "./faults.ts";

const fine: Outcome = { code: 0, out: "x: 1 check holds: conforms (seed 1)\n", err: "" };

function faults(outcome: Partial<Outcome>, ...format: readonly string[]): readonly string[] {
  const args = ["check", ...format.flatMap((name) => ["--format", name])];
  return faultsOf({ args, expect: conforms }, { ...fine, ...outcome }, "top secret");
}

Deno.test("faultsOf() finds none where all is as expected", () => {
  assertEquals(faults({}), []);
});

Deno.test("faultsOf() names an exit code, missing words, and words that must not be", () => {
  assertEquals(faults({ code: 70, err: "This is a bug in lossproof: no\n" }), [
    "exit code 70, expected 0",
    "says /This is a bug in lossproof/",
  ]);
  assertEquals(faults({ out: "" }), ["does not say /: conforms/"]);
});

Deno.test("faultsOf() finds secrets, control characters, commands to a CI, and our own stacks", () => {
  const kinds: Readonly<Record<string, string>> = {
    "key: top secret": "tells a secret",
    "\u001b[2J": "prints control characters",
    "a\u202eb": "prints control characters",
    "\n  ::set-env name=x::1": "has a line that CI takes for a command",
    "##[error]x": "has a line that CI takes for a command",
    "    at run (file:///home/lossproof/src/runner/run.ts:3:1)": String
      .raw`says /^ +at .*(?:ext:|node:|\/src\/.*\.ts:\d)/m`,
  };
  for (const [err, fault] of Object.entries(kinds)) assertEquals(faults({ err }), [fault]);
  assertEquals(faults({ err: "  at file:///work/module.ts:1:8\n" }), []);
});

Deno.test("faultsOf() parses the report in the format that was asked for", () => {
  const cut = faults({ report: '{"conforms": tr' }, "json");
  assertEquals(cut.map((fault) => fault.slice(0, 24)), ["its json does not parse:"]);
  assertEquals(faults({ report: '{"name": "\\u001b"}' }, "json"), [
    "has control characters in its JSON",
  ]);
  assertEquals(faults({ report: "<a>&#27;</a>" }, "junit"), ["refers to control characters"]);
  assertEquals(faults({ report: "" }, "events"), ["has a verdict and no report"]);
  assertEquals(faults({ report: "::error title=x::y\n" }, "github"), []);
  assertEquals(faults({ report: "::add-mask::y\n" }, "github"), [
    "has a line that CI takes for a command",
  ]);
});
