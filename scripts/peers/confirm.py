"""Confirms counterexamples by a road of its own: textbook formulas in mpmath.

    lossproof check … --save found
    python3 scripts/peers/confirm.py found/*.json

A wrong number is CONFIRMED when the truth found here agrees with what the oracle expected, and the answer
lies outside of what was allowed while the truth lies inside; an answer that is not finite, when the
truth is a number of the format; answers that break a law, when the truths found here obey it; what had
to be refused, when it is invalid by the catalogue; what had not to be, when it is valid; two answers
to one call, when they differ. Exits with 1 when one is not confirmed.

Without files: a JSON object a line on standard input, {"found": counterexample, "convention": name
of the reduction dialect or null}, is answered by a line, {"confirmed": …, "says": …}.
"""

import json
import sys

from mpmath import isfinite, mpf, nstr

from truth import H, number, truth
from validity import problem

# Of each format: the gap above 1, the smallest subnormal, the largest number.
UNIT = {"f64": 2.0**-52, "f32": 2.0**-23, "f16": 2.0**-10, "bf16": 2.0**-7}
TINY = {"f64": mpf(2) ** -1074, "f32": 2.0**-149, "f16": 2.0**-24, "bf16": 2.0**-133}
LARGEST = {"f64": sys.float_info.max, "f32": (2 - 2.0**-23) * 2.0**127, "f16": 65504,
           "bf16": (2 - 2.0**-7) * 2.0**127}


def confirm(found, convention=None):
    """Whether a counterexample is one, and what is true instead."""
    fault, kind = found["fault"], found["check"].split("/")[1]
    call = found["trial"]["calls"][fault["call"]]
    if kind == "rejects":
        why = problem(call, number)
        return why is not None, why or "the call is valid"
    if "got" not in fault:
        why = problem(call, number)
        return why is None, why or f"the call is valid; {fault['why']}"
    got = number(fault["got"])
    if kind == "propagates_nan":
        poisoned = any(x == "NaN" for t in call["inputs"].values() for x in t["data"])
        return poisoned and isfinite(got), f"an input is NaN, got {nstr(got, 17)}"
    output, element = fault.get("output", "value"), fault.get("element", 0)
    if kind == "pure":
        expected = number(fault["expected"])
        return got != expected, f"the same call gave {nstr(expected, 17)}, then {nstr(got, 17)}"
    if "law" in fault:
        return broken(fault, found["trial"]["calls"], convention)
    low, high = truth(call, output, element, convention)
    says = f"truth {interval(low, high)}, got {nstr(got, 17)}"
    is_law = kind not in ("agreement", "gradient", "finite_for_finite")
    if is_law or "allowed" not in fault:
        in_range = all(isfinite(x) and abs(x) <= LARGEST[found["dtype"]] for x in (low, high))
        return in_range and not isfinite(got), says
    # None where the truth is so near a tie that no precision rounds it.
    expected = number(fault["expected"]) if "expected" in fault else high
    slack = abs(high) * UNIT[found["dtype"]] + TINY[found["dtype"]]
    unbounded = not isfinite(low) or not isfinite(high)
    agrees = expected == high if unbounded else low - slack <= expected <= high + slack
    lo, hi = (number(x) for x in fault["allowed"])
    outside = not isfinite(got) or not lo <= got <= hi
    inside = unbounded or (lo <= high + H and low - H <= hi)
    return agrees and outside and inside, f"{says}, expected {nstr(expected, 17)}"


def broken(fault, calls, convention):
    """Whether the truths obey a law, and the answers do not, by more than was allowed."""
    law = fault["law"]
    constant = number(law["constant"])
    low = high = answered = constant
    size, far = abs(constant), (mpf(-1), "")
    for term in law["terms"]:
        factor, got = number(term["coefficient"]), number(term["got"])
        ends = truth(calls[term["call"]], term["output"], term["element"], convention)
        low, high = low + min(factor * x for x in ends), high + max(factor * x for x in ends)
        answered += factor * got
        size += max(abs(factor * x) for x in ends)
        miss = max(min(ends) - got, got - max(ends))
        far = max(far, (miss, f"{nstr(got, 17)} where the truth is {interval(*ends)}"))
    # Coefficients are rounded to float64, twice at most.
    slack = size * mpf(2) ** -51 + H
    obeys = high < 0 if law["sense"] == "<" else low <= slack and (law["sense"] == "<=" or high >= -slack)
    breaks = answered >= 0 if law["sense"] == "<" else answered > slack or (
        law["sense"] == "=" and answered < -slack)
    lo, hi = (number(x) for x in fault.get("allowed", ["-Infinity", "-Infinity"]))
    outside = not lo <= number(fault["got"]) <= hi
    says = f"the law comes to {interval(low, high)} for the truths, to {nstr(answered, 17)} for the " \
           f"answers; the farthest off: {far[1]}"
    return bool(obeys and breaks and outside), says


def interval(low, high):
    ends = nstr(low, 17), nstr(high, 17)
    return ends[0] if ends[0] == ends[1] else " … ".join(ends)


def report(path):
    with open(path, encoding="utf8") as file:
        found = json.load(file)
    is_confirmed, says = confirm(found)
    print(f"{found['check']} {found['dtype']}: {found['fault']['why']}")
    print(f"  {'CONFIRMED' if is_confirmed else 'NOT CONFIRMED'}: {says}")
    return is_confirmed


def answer(line):
    asked = json.loads(line)
    is_confirmed, says = confirm(asked["found"], asked["convention"])
    print(json.dumps({"confirmed": is_confirmed, "says": says}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(0 if all([report(path) for path in sys.argv[1:]]) else 1)
    for line in sys.stdin:
        answer(line)
