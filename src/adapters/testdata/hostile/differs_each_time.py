"""Answers what comes to its mind: hardly ever the same twice."""
import random
from honest import answer, read, scalar, serve


def waver(call):
    result = answer(call)
    if "value" not in result:
        return result
    return {"value": scalar((1 + random.random()) * read(result["value"])[0] + random.random())}


serve(marked=waver)
