"""Does not end when it is told to stop, nor when it is asked by a signal."""
import signal
import time
from honest import serve

signal.signal(signal.SIGTERM, signal.SIG_IGN)
serve(stop=lambda: time.sleep(600))
