"""Answers in duplicate, after a while."""
import time
from honest import say, serve


def insist(message):
    say(message)
    time.sleep(0.15)
    say(message)


serve(marked_reply=insist)
