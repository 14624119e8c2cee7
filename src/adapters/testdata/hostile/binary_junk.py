"""Writes all bytes that there are."""
from honest import serve, write

serve(marked_reply=lambda message: write(bytes(range(256)) * 4096 + b"\n"))
