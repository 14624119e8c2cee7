"""Has NaN for everything."""
import math
from honest import scalar, serve

serve(marked=lambda call: {"value": scalar(math.nan)})
