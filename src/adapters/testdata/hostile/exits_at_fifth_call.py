"""Exits at the fifth call of each of its lives, whatever is asked."""
import os
from honest import answer, serve

calls = 0


def count(call):
    global calls
    calls += 1
    if calls == 5:
        os._exit(9)
    return answer(call)


serve(call=count)
