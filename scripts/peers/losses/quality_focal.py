"""Quality focal loss of a row of logits against the quality of its box."""

from mpmath import mpf

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.binary import entropy, sigmoid
from losses.kinds import by_row


@by_row("pred")
def of_row(p, pred, label, score):
    """Label C, the background, is none of the classes."""
    targets = [score if c == label else mpf(0) for c in range(len(pred))]
    # The difference as two parts, of which one is 0 for a target at an end.
    gaps = [abs(y * sigmoid(-x) - (1 - y) * sigmoid(x)) for x, y in zip(pred, targets)]
    return sum((gap ** p["beta"] * entropy(x, y) for x, y, gap in zip(pred, targets, gaps)), mpf(0))


quality_focal_loss = over_avg_factor(of_row, divisors.rows)
