/**
 * The text of programs that take part in attacks: an L1 loss over the protocol, in Python.
 *
 * @module
 */

/** What is put into the text of a program, each as lines of Python. */
export interface Parts {
  /** Before everything. */
  readonly before?: string;
  /** Before the introduction. */
  readonly start?: string;
  /** Before each answer; `message` is the question, `full` the answer. */
  readonly run?: string;
  /** After each answer. */
  readonly after?: string;
  /** When it is told to stop. */
  readonly stop?: string;
  /** After its input has ended, or it was told to stop. */
  readonly end?: string;
}

const indent = (code: string, by: number) => code.split("\n").join(`\n${" ".repeat(by)}`);

/** An L1 loss in f64, reduction sum, gradient by pred. */
export function programText(parts: Parts = {}): string {
  const { before = "", start = "pass", run = "pass", after = "pass", stop = "pass", end = "" } =
    parts;
  return `import base64, json, os, signal, struct, sys, time
out = sys.stdout.buffer
about = {"name": "attacker", "dtypes": ["f64"],
         "losses": {"l1_loss": {"gradients": ["pred"], "reductions": ["sum"]}}}

def read(tensor):
    data = base64.b64decode(tensor["data"])
    return struct.unpack(f"<{len(data) // 8}d", data)

def tensor(values, shape):
    return {"shape": shape, "data": base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()}

def answer(call):
    inputs = call["inputs"]
    if inputs["pred"]["shape"] != inputs["target"]["shape"]:
        return {"rejected": "shapes differ"}
    pred, target = read(inputs["pred"]), read(inputs["target"])
    if not pred:
        return {"rejected": "nothing to compare"}
    up = read(call["upstream"])[0] if "upstream" in call else 1.0
    slopes = [((p > t) - (p < t)) * up for p, t in zip(pred, target)]
    return {"value": tensor([sum(abs(p - t) for p, t in zip(pred, target))], []),
            "gradients": {"pred": tensor(slopes, inputs["pred"]["shape"])}}

def write(data):
    out.write(data)
    out.flush()

def say(message):
    write(json.dumps(message).encode() + b"\\n")

${before}
for line in sys.stdin:
    message = json.loads(line)
    if message["cmd"] == "start":
        ${indent(start, 8)}
        say(about)
    elif message["cmd"] == "stop":
        ${indent(stop, 8)}
        break
    else:
        full = {"id": message["id"], "results": [answer(call) for call in message["calls"]]}
        ${indent(run, 8)}
        say(full)
        ${indent(after, 8)}
${end}
`;
}

/** The words that check one thing of such a program, with options of one's own. */
export function checkProgram(...options: readonly string[]): readonly string[] {
  const only = ["--check", "l1_loss/agreement/sum", "--runs", "3"];
  return ["check", ...only, ...options, "--", "python3", "-S", "program.py"];
}
