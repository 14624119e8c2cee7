"""python3 -m unittest discover -s scripts/peers -p '*_test.py'"""

import unittest

from confirm import confirm
from stored_calls import call, tensor


class Confirm(unittest.TestCase):
    def test_confirms_only_what_the_truth_supports(self):
        clamped = call("binary_cross_entropy", {"pred": tensor(0), "target": tensor(1)}, {"epsilon": 0})
        self.assertTrue(self.judge(clamped, expected="Infinity", got=100, allowed=[1e308, "Infinity"]))
        half = call("l1_loss", {"pred": tensor(0.5), "target": tensor(0)}, {})
        self.assertTrue(self.judge(half, expected=0.5, got=0.6, allowed=[0.4999, 0.5001]))
        self.assertFalse(self.judge(half, expected=0.6, got=0.5, allowed=[0.5999, 0.6001]))
        self.assertFalse(self.judge(half, expected=0.5, got=0.5, allowed=[0.4999, 0.5001]))
        self.assertTrue(self.judge(half, got="NaN", allowed=[-1, 1]))

    def test_confirms_a_law_that_the_truths_obey_and_the_answers_break(self):
        l1 = lambda pred: call("l1_loss", {"pred": tensor(pred), "target": tensor(0)}, {}, reduction="sum")
        def judge(gots, sense="=", coefficients=(1, -1), allowed=(0.49, 0.51)):
            terms = [{"call": i, "output": "value", "element": 0, "coefficient": c, "got": got}
                     for i, (c, got) in enumerate(zip(coefficients, gots))]
            fault = {"why": "", "call": 0, "got": gots[0], "expected": 0.5, "allowed": allowed,
                     "law": {"terms": terms, "constant": 0, "sense": sense}}
            found = {"check": "l1_loss/even", "dtype": "f32", "fault": fault,
                     "trial": {"calls": [l1(-0.5), l1(0.5)]}}
            return confirm(found)[0]
        self.assertTrue(judge([0.75, 0.5]))
        self.assertTrue(judge([0.75, 0.5], "<="))
        self.assertFalse(judge([0.25, 0.5], "<="))
        self.assertFalse(judge([0.505, 0.5]))  # as far as honest rounding goes
        self.assertFalse(judge([0.75, 0.5], coefficients=(1, -2)))  # the law is wrong
        self.assertFalse(judge([0.75, 0.5], "<"))  # the truths are alike

    def test_confirms_answers_that_waver(self):
        one = call("l1_loss", {"pred": tensor(0.5), "target": tensor(0)}, {})
        found = {"check": "l1_loss/pure", "dtype": "f32", "trial": {"calls": [one, one, one]},
                 "fault": {"why": "", "call": 2, "output": "value", "element": 0, "expected": 0.5, "got": 0.6}}
        self.assertTrue(confirm(found)[0])
        found["fault"]["got"] = 0.5
        self.assertFalse(confirm(found)[0])

    def test_confirms_a_law_only_by_an_answer_that_is_no_number(self):
        half = call("l1_loss", {"pred": tensor(0.5), "target": tensor(0)}, {})
        self.assertTrue(self.judge(half, kind="upstream", got="NaN"))
        self.assertFalse(self.judge(half, kind="upstream", got=0.5))

    def judge(self, call, kind="agreement", **fault):
        found = {"check": f"{call['loss']}/{kind}/mean", "dtype": "f32", "trial": {"calls": [call]},
                 "fault": {"why": "", "call": 0, "output": "value", "element": 0, **fault}}
        return confirm(found)[0]


if __name__ == "__main__":
    unittest.main()
