"""Answers a message that nobody sent."""
from honest import say, serve

serve(marked_reply=lambda message: say({**message, "id": message["id"] + 1000}))
