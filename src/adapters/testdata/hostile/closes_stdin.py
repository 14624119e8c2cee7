"""Hears no more."""
import os
import time
from honest import serve


def close(call):
    os.close(0)
    time.sleep(600)


serve(marked=close)
