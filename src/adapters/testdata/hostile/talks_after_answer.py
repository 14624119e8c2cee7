"""Answers, and then says something that nobody asked for."""
from honest import say, serve, write


def chat(message):
    say(message)
    write(b"done\n")


serve(marked_reply=chat)
