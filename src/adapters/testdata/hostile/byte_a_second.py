"""Answers one byte a second."""
import json
import time
from honest import serve, write


def drip(message):
    for byte in json.dumps(message).encode() + b"\n":
        write(bytes([byte]))
        time.sleep(1)


serve(marked_reply=drip)
