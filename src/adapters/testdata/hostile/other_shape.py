"""Answers the right number in another shape."""
from honest import answer, serve


def reshape(call):
    result = answer(call)
    return {"value": {**result["value"], "shape": [1, 1]}} if "value" in result else result


serve(marked=reshape)
