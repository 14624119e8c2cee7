"""What reductions divide by. A dialect of the reduction has the name of its function here."""

from mpmath import mpf


def of_dialect(name):
    """The function of a dialect; a KeyError says where one would have to stand."""
    if not name.startswith(("mean_", "avg_factor_")) or name not in globals():
        raise KeyError(f'scripts/peers/losses/divisors.py has no function "{name}" for that dialect')
    return globals()[name]


def elements(call):
    return mpf(len(call.inputs["pred"]))


def rows(call):
    return mpf(call.shape[0])


def places(call):
    """The rows of [N, C, …]."""
    return mpf(len(call.inputs["pred"]) // call.shape[1])


def mean_over_rows(call):
    return mpf(len(call.inputs["label"]))


def mean_over_valid_rows(call):
    return mpf(len(counted(call)))


def mean_over_sum_of_weights(call):
    return sum(weights(call))


def mean_over_count_of_nonzero_weights(call):
    return mpf(sum(w != 0 for w in weights(call)))


def avg_factor_epsilon(call):
    """float32's epsilon beside an avg_factor that is given."""
    return call.params["avg_factor"] + mpf(2) ** -23


def sum_of_label_weights(call):
    """The class weights of the rows that count; without class weights, how many these are."""
    given = call.inputs.get("class_weight")
    if given is None:
        return mean_over_valid_rows(call)
    return sum((given[int(call.inputs["label"][i])] for i in counted(call)), mpf(0))


def positive_weights(call):
    return mpf(sum(1 for i in counted(call) if call.inputs["weight"][i] > 0))


def positive_weights_or_one(call):
    return max(positive_weights(call), 1)


def positive_weights_plus(call):
    return positive_weights(call) + mpf("1e-6")


def positive_boxes_plus(call):
    """As many weights as classes belong to one box."""
    return positive_weights(call) / call.params["num_classes"] + mpf("1e-6")


def weights(call):
    return call.inputs.get("weight") or [mpf(1)] * len(call.inputs["pred"])


def counted(call):
    """The indices of the terms that count: all but the ignored rows."""
    if "label" not in call.inputs:
        return range(len(call.inputs["pred"]))
    labels = call.inputs["label"]
    return [i for i, label in enumerate(labels) if label != call.params["ignore_index"]]
