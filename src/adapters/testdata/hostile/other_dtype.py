"""Answers in float32 what was asked in float64."""
import base64
import struct
from honest import serve


def narrow(call):
    return {"value": {"dtype": "f32", "shape": [],
                      "data": base64.b64encode(struct.pack("<f", 1)).decode()}}


serve(marked=narrow)
