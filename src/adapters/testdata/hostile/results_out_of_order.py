"""Answers the calls of a message from the last to the first."""
from honest import say, serve

serve(marked_reply=lambda message: say({**message, "results": message["results"][::-1]}))
