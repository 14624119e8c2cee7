/**
 * Which exceptions refuse an input and which are crashes, by language, where nothing is declared.
 *
 * One rule made all of these: what code raises about its arguments refuses, as does a language's own
 * check that an index is in its array; what happens to code does not: a wrong type, a name that is not
 * there, a stack or a memory that is full, a division by zero, a corrupted state.
 *
 * @module
 */
import type { ExceptionPattern } from "../spec/mod.ts";

/** The exceptions of one language. */
export interface ExceptionRules {
  /** Those that refuse; an implementation may declare its own in their place. */
  readonly refuses: readonly ExceptionPattern[];
  /** Those that are crashes although they are, or inherit from, one that refuses. */
  readonly crashes: readonly ExceptionPattern[];
}

const python: ExceptionRules = {
  refuses: [
    "ValueError",
    "AssertionError", // mmDetection, timm and segmentation_models refuse by assert
    "IndexError", // PyTorch: a label that is no class
    "RuntimeError", // PyTorch: shapes that do not fit
    "InvalidArgumentError", // TensorFlow
    { class: "TypeError", message: "incompatible shapes" }, // JAX
    { class: "TypeError", message: "the same shape" }, // JAX
  ],
  crashes: [
    "RecursionError",
    "NotImplementedError",
    { class: "RuntimeError", message: "CUDA error" },
    { class: "RuntimeError", message: "INTERNAL ASSERT FAILED" },
  ],
};

const javascript: ExceptionRules = {
  refuses: ["Error"],
  crashes: [
    "TypeError",
    "ReferenceError",
    "SyntaxError",
    "InternalError", // Firefox: too much recursion
    "RuntimeError", // of WebAssembly: unreachable, out of bounds
    { class: "RangeError", message: "call stack" },
  ],
};

const rust: ExceptionRules = {
  refuses: ["panic"],
  crashes: [
    { class: "panic", message: "attempt to " }, // overflow, division by zero
    { class: "panic", message: "`Option::unwrap()` on a `None` value" },
    { class: "panic", message: "entered unreachable code" },
    { class: "panic", message: "already borrowed" },
    { class: "panic", message: "already mutably borrowed" },
    { class: "panic", message: "not yet implemented" },
  ],
};

const go: ExceptionRules = {
  refuses: ["error", "panic", { class: "runtime.Error", message: "out of range" }],
  crashes: ["runtime.Error"],
};

const java: ExceptionRules = {
  refuses: ["RuntimeException", "AssertionError"],
  crashes: [
    "NullPointerException",
    "ClassCastException",
    "ArithmeticException",
    "ArrayStoreException",
    "NegativeArraySizeException",
    "UnsupportedOperationException",
    "ConcurrentModificationException",
  ],
};

const cpp: ExceptionRules = {
  refuses: ["std::logic_error", "std::runtime_error", "c10::Error"],
  crashes: ["std::system_error"],
};

const byLanguage: Readonly<Record<string, ExceptionRules>> = {
  python,
  javascript,
  typescript: javascript,
  rust,
  go,
  java,
  "c++": cpp,
};

/**
 * The exceptions of a language.
 *
 * @param language as an implementation names it: its first word counts, in any case
 * @returns its rules; nothing refuses in a language that is not known here
 */
export function exceptionsIn(language: string | undefined): ExceptionRules {
  const [word = ""] = language?.toLowerCase().split(" ") ?? [];
  return Object.hasOwn(byLanguage, word) ? byLanguage[word] : { refuses: [], crashes: [] };
}
