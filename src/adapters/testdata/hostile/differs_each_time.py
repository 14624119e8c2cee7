"""Adds what comes to its mind, once in three."""
import random
from honest import answer, read, scalar, serve


def waver(call):
    result = answer(call)
    if "value" not in result or random.random() < 0.6:
        return result
    return {"value": scalar(read(result["value"])[0] + random.random())}


serve(marked=waver)
