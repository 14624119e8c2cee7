"""Does not end when it is told to stop, nor when it is asked by a signal."""
import signal
import time
from honest import log, serve

signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)


def linger():
    log("lingers")
    time.sleep(600)


serve(stop=linger)
