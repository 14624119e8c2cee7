"""Never comes back from a marked call, and ignores every signal that can be ignored."""
import signal
import time
from honest import log, serve

for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
    signal.signal(number, signal.SIG_IGN)


def hang(call):
    log("hangs")
    time.sleep(600)


serve(marked=hang)
