"""python3 -m unittest discover -s scripts/peers -p '*_test.py'"""

import unittest

from stored_calls import call, golden_cases, tensor
from truth import number
from validity import SPECS, problem


class Validity(unittest.TestCase):
    def test_knows_invalid_calls(self):
        pair = {"pred": tensor(0.5), "target": tensor(0)}
        rows = {"pred": tensor(0, 0, shape=[1, 2]), "label": tensor(2)}
        for one in [call("smooth_l1_loss", pair, {"beta": 0}),
                    call("smooth_l1_loss", pair, {"beta": "NaN"}),
                    call("l1_loss", {**pair, "target": tensor(0, 0)}, {}),
                    call("l1_loss", {"pred": tensor(), "target": tensor()}, {}),
                    call("binary_cross_entropy", {**pair, "target": tensor(2)}, {}),
                    call("cross_entropy", rows, {"ignore_index": -100})]:
            self.assertIsNotNone(problem(one, number))
        for one in [call("smooth_l1_loss", pair, {"beta": 1}),
                    call("cross_entropy", rows, {"ignore_index": 2})]:
            self.assertIsNone(problem(one, number))

    def test_tells_the_golden_calls_of_every_loss_that_are_refused(self):
        for name in SPECS:
            for case in golden_cases(name):
                with self.subTest(f"{name} {case['name']}"):
                    self.assertEqual(problem(case, number) is None, "value" in case)


if __name__ == "__main__":
    unittest.main()
