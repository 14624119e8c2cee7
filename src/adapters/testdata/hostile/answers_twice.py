"""Answers in duplicate."""
from honest import say, serve


def insist(message):
    say(message)
    say(message)


serve(marked_reply=insist)
