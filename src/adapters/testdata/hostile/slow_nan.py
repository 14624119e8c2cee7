"""Takes its time to answer NaN."""
import math
import time
from honest import log, scalar, serve


def wonder(call):
    log("asked")
    time.sleep(0.3)
    return {"value": scalar(math.nan)}


serve(marked=wonder)
