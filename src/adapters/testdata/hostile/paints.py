"""Says of itself, of marked calls and on standard error what a terminal or a log would act upon."""
import os
import sys
from honest import ABOUT, serve

WORDS = "\x1b[2J\x1b]0;title\x07\n::error::forged\n##[error]forged \u202e\u2066 \ud800 \u2028"

ABOUT.update(name=f"painted {WORDS}", version=WORDS, homepage=WORDS)


def fail(call):
    return {"error": f"failed {WORDS}" + "x" * 50_000, "classes": [f"Error{WORDS}"]}


def leave(call):
    sys.stderr.buffer.write(("\n::stop-commands::x\r" + WORDS).encode("utf-8", "surrogatepass"))
    sys.stderr.flush()
    os._exit(7)


serve(marked=leave if "LEAVES" in os.environ else fail)
