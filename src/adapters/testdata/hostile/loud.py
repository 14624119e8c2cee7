"""Writes 100 MB to its standard error, once, and then answers rightly."""
import sys
from honest import answer, serve

loud = False


def complain(call):
    global loud
    if not loud:
        loud = True
        for _ in range(100):
            sys.stderr.write("all is lost " * 83_333 + "\n")
    return answer(call)


serve(marked=complain)
