"""Leaves a child behind that holds its pipes, and exits."""
import os
import subprocess
from honest import serve


def leave(call):
    subprocess.Popen(["sleep", "600"])
    os._exit(3)


serve(marked=leave)
