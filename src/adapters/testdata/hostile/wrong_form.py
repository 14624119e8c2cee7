"""Answers JSON of another form."""
from honest import say, serve

serve(marked_reply=lambda message: say({"id": message["id"], "answers": message["results"]}))
