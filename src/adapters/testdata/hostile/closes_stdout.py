"""Says no more."""
import os
import time
from honest import serve


def close(call):
    os.close(1)
    time.sleep(600)


serve(marked=close)
