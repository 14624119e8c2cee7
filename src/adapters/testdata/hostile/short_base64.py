"""Answers seven bytes for eight."""
from honest import serve

serve(marked=lambda call: {"value": {"shape": [], "data": "AAAAAAAA8A=="}})
