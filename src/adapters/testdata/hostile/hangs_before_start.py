"""Hangs before it says a word, and will not be asked to end."""
import signal
import time
from honest import log

signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
log("hangs")
time.sleep(600)
