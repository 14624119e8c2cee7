"""Answers, and then exits."""
import os
from honest import say, serve


def leave(message):
    say(message)
    os._exit(6)


serve(marked_reply=leave)
