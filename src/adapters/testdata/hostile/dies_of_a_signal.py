"""Dereferences what is no address."""
import os
import signal
from honest import serve

serve(marked=lambda call: os.kill(os.getpid(), signal.SIGSEGV))
