/**
 * The languages that an adapter can be begun in.
 *
 * @module
 */

/** A language, and what its adapter consists of. In commands, `{folder}` stands for the adapter's. */
export interface Language {
  /** Its name in prose. */
  readonly title: string;
  /** Paths of its files within `templates/<id>`, and within the adapter. */
  readonly files: readonly string[];
  /** The file to write losses in. */
  readonly losses: string;
  /** The file that need not be changed, in a sentence. */
  readonly protocol: string;
  /** What has to be installed, in a sentence. */
  readonly needs: string;
  /** The words of the command that builds it; absent where nothing is built. */
  readonly build?: readonly string[];
  /** What stands after `check`: a module, or `--` and a program. */
  readonly target: readonly string[];
}

const spoken = (file: string) => `\`${file}\` speaks the protocol and need not be changed.`;

/** The languages by the name that `--lang` gives. */
export const languages: Readonly<Record<string, Language>> = {
  python: {
    title: "Python",
    files: ["my_losses.py", "lossproof_protocol.py", ".gitignore"],
    losses: "my_losses.py",
    protocol: spoken("lossproof_protocol.py"),
    needs: "It needs Python 3.8 or later, and nothing else.",
    target: ["--", "python3", "{folder}/my_losses.py"],
  },
  javascript: {
    title: "JavaScript",
    files: ["my_losses.js"],
    losses: "my_losses.js",
    protocol: "Lossproof imports it: it needs no process and imports nothing.",
    needs: "It needs nothing else.",
    target: ["{folder}/my_losses.js"],
  },
  typescript: {
    title: "TypeScript",
    files: ["my_losses.ts", "lossproof.ts"],
    losses: "my_losses.ts",
    protocol: "Lossproof imports it; `lossproof.ts` has the types.",
    needs: "It needs nothing else.",
    target: ["{folder}/my_losses.ts"],
  },
  rust: {
    title: "Rust",
    files: ["src/main.rs", "src/protocol.rs", "Cargo.toml", "rustfmt.toml", ".gitignore"],
    losses: "src/main.rs",
    protocol: spoken("src/protocol.rs"),
    needs: "It needs a current Rust, which fetches three crates.",
    build: ["cargo", "build", "--release", "--manifest-path", "{folder}/Cargo.toml"],
    target: ["--", "{folder}/target/release/my_losses"],
  },
  go: {
    title: "Go",
    files: ["my_losses.go", "protocol.go", "go.mod", ".gitignore"],
    losses: "my_losses.go",
    protocol: spoken("protocol.go"),
    needs: "It needs Go 1.21 or later, and nothing else.",
    build: ["go", "build", "-C", "{folder}", "-o", "my_losses", "."],
    target: ["--", "{folder}/my_losses"],
  },
  cpp: {
    title: "C++",
    files: ["my_losses.cpp", "lossproof.hpp", ".gitignore"],
    losses: "my_losses.cpp",
    protocol: spoken("lossproof.hpp"),
    needs: "It needs C++17 and nlohmann json (Debian and Ubuntu: `nlohmann-json3-dev`).",
    build: ["g++", "-std=c++17", "-O2", "-o", "{folder}/my_losses", "{folder}/my_losses.cpp"],
    target: ["--", "{folder}/my_losses"],
  },
  java: {
    title: "Java",
    files: [
      "src/main/java/MyLosses.java",
      "src/main/java/Lossproof.java",
      "pom.xml",
      ".gitignore",
    ],
    losses: "src/main/java/MyLosses.java",
    protocol: spoken("src/main/java/Lossproof.java"),
    needs: "It needs Java 17 or later and Maven, which fetches Gson.",
    build: ["mvn", "-q", "-B", "-f", "{folder}/pom.xml", "package"],
    target: ["--", "java", "-jar", "{folder}/target/my-losses.jar"],
  },
};

/** The words of a command with the adapter's folder in its place. */
export function wordsIn(words: readonly string[], folder: string): readonly string[] {
  return words.map((word) => word.replace("{folder}", () => folder));
}
