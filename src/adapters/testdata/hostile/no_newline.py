"""Writes megabytes without a line feed, and more as long as anybody reads."""
from honest import serve, write


def flood(message):
    while True:
        write(b"x" * 2**20)


serve(marked_reply=flood)
