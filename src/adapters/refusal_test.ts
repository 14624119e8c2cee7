import { assertEquals } from "@std/assert";
import type { ExceptionPattern } from "../spec/mod.ts";
import { type Exception, exceptionOf, isRefusal } from "./refusal.ts";

const exception = (classes: string, message = "no"): Exception => ({
  classes: classes.split(" "),
  message,
});

/** By language: what refuses, and what is a crash. */
const languages: Readonly<Record<string, readonly [Exception[], Exception[]]>> = {
  "Python with NumPy": [
    [
      exception("ValueError Exception"),
      exception("AssertionError Exception"),
      exception("IndexError LookupError Exception", "Target 5 is out of bounds."),
      exception("RuntimeError Exception", "The size of tensor a (2) must match"),
      exception("AxisError ValueError IndexError LookupError Exception"),
      exception("InvalidArgumentError OpError Exception"),
      exception("TypeError Exception", "sub got incompatible shapes for broadcasting: (2,), (3,)."),
    ],
    [
      exception("TypeError Exception", "'NoneType' object is not iterable"),
      exception("RecursionError RuntimeError Exception", "maximum recursion depth exceeded"),
      exception("OutOfMemoryError RuntimeError Exception", "CUDA out of memory."),
      exception("RuntimeError Exception", "CUDA error: device-side assert triggered"),
      ...["KeyError", "AttributeError", "NameError", "ZeroDivisionError", "MemoryError"]
        .map((name) => exception(`${name} Exception`)),
    ],
  ],
  typescript: [
    [exception("Error"), exception("RangeError Error"), exception("LossError Error")],
    [
      ...["TypeError", "ReferenceError", "SyntaxError", "InternalError", "RuntimeError"]
        .map((name) => exception(`${name} Error`)),
      exception("OddError TypeError Error"),
      exception("RangeError Error", "Maximum call stack size exceeded"),
      exception("RangeError Error", "Array buffer allocation failed"),
      exception("RangeError Error", "WebAssembly.Memory(): could not allocate memory"),
    ],
  ],
  Rust: [
    [exception("panic", "index out of bounds: the len is 3 but the index is 5")],
    [
      exception("panic", "attempt to divide by zero"),
      exception("panic", "called `Option::unwrap()` on a `None` value"),
    ],
  ],
  go: [
    [
      exception("*errors.errorString error"),
      exception("string panic"),
      exception("runtime.boundsError runtime.Error panic", "index out of range [5] with length 3"),
    ],
    [exception("runtime.errorString runtime.Error panic", "nil pointer dereference")],
  ],
  java: [
    [
      exception("IllegalArgumentException RuntimeException Exception Throwable"),
      exception("ArrayIndexOutOfBoundsException IndexOutOfBoundsException RuntimeException"),
      exception("AssertionError Error Throwable"),
    ],
    [
      exception("NullPointerException RuntimeException Exception Throwable"),
      exception("StackOverflowError VirtualMachineError Error Throwable"),
    ],
  ],
  "c++": [
    [exception("std::invalid_argument std::logic_error std::exception"), exception("c10::Error")],
    [exception("std::bad_alloc std::exception"), exception("std::bad_optional_access")],
  ],
  brainfuck: [[], [exception("Error"), exception("ValueError")]],
};

for (const [language, [refusals, crashes]] of Object.entries(languages)) {
  Deno.test(`isRefusal() tells refusals from crashes in ${language}`, () => {
    const judged = (some: readonly Exception[]) => some.filter((e) => isRefusal(e, { language }));
    assertEquals(judged(refusals), refusals);
    assertEquals(judged(crashes), []);
  });
}

Deno.test("isRefusal() goes by what is declared, the nearest class and its words first", () => {
  const is = (refuses: readonly ExceptionPattern[], { classes, message }: Exception) =>
    isRefusal({ classes, message }, { refuses, language: "javascript" });
  const overflow = exception("RangeError Error", "Maximum call stack size exceeded");
  assertEquals(is(["TypeError"], exception("TypeError Error")), true);
  assertEquals(is(["TypeError"], exception("RangeError Error")), false);
  assertEquals(is(["RangeError", "Error"], overflow), false);
  assertEquals(is([{ class: "RangeError", message: "Call Stack" }], overflow), true);
  assertEquals(is([{ message: "beta" }], exception("TypeError Error", "Beta must be > 0")), true);
  assertEquals(is([], exception("RangeError Error")), false);
});

Deno.test("exceptionOf() names the classes that an error inherits from", () => {
  class LossError extends RangeError {}
  const { classes } = exceptionOf(new LossError("no"), "no");
  assertEquals([...new Set(classes)], ["RangeError", "LossError", "Error"]);
  assertEquals(exceptionOf("no", "no").classes, ["Error"]);
});
