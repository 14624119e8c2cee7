"""python3 -m unittest discover -s scripts/peers -p '*_test.py'"""

import unittest
from itertools import islice

from losses import definition, divisors
from stored_calls import call, golden_cases, tensor
from truth import number, truth
from validity import SPECS


def near(test, got, expected):
    test.assertLess(abs(got - expected), 1e-12 * max(1, abs(expected)))


class Truth(unittest.TestCase):
    def value(self, *args, **rest):
        return truth(call(*args, **rest), "value", 0)[0]

    def test_evaluates_the_catalogue(self):
        focal = {"gamma": 2, "alpha": 0.25}
        at_zero = {"pred": tensor(0), "target": tensor(1)}
        near(self, self.value("sigmoid_focal_loss", at_zero, focal), 0.04332169878499659)
        one = {**at_zero, "weight": tensor(1)}
        weighted = self.value("weighted_sigmoid_focal_loss", one,
                              {**focal, "num_classes": 80, "avg_factor": None})
        near(self, weighted, 0.04332169878499659 / (1 / 80 + 1e-6))
        far = {"pred": tensor(3, 0), "target": tensor(0, 0)}
        near(self, self.value("smooth_l1_loss", far, {"beta": 2}), 1)
        near(self, self.value("huber_loss", far, {"delta": 2}), 2)
        near(self, self.value("weighted_smooth_l1_loss", {**far, "weight": tensor(2, 0)},
                              {"beta": 2, "avg_factor": 8}), 0.5)

    def test_follows_labels_weights_and_ignored_rows(self):
        inputs = {"pred": tensor(0, 0, 0, 1, 5, 5, shape=[3, 2]), "label": tensor(0, 1, -1),
                  "class_weight": tensor(1, 3)}
        params = {"ignore_index": -1, "label_smoothing": 0}
        near(self, self.value("cross_entropy", inputs, params),
             (0.6931471805599453 + 3 * 0.31326168751822286) / 4)
        del inputs["class_weight"]
        near(self, self.value("softmax_focal_loss", inputs, {"ignore_index": -1, "gamma": 0}),
             (0.6931471805599453 + 0.31326168751822286) / 2)

    def test_differentiates_and_tells_kinks(self):
        sides = call("l1_loss", {"pred": tensor(1, 4), "target": tensor(1, 1)}, {},
                     reduction="none", upstream=tensor(2, 3))
        near(self, truth(sides, "pred", 1)[0], 3)
        self.assertEqual([round(float(x), 9) for x in truth(sides, "pred", 0)], [-2, 2])

    def test_follows_dialects(self):
        ends = {"pred": tensor(0, 1), "target": tensor(1, 1)}
        near(self, self.value("binary_cross_entropy", ends, {"log_floor": -100}), 50)
        near(self, self.value("binary_cross_entropy", ends, {"clip": 0.25}), (1.3862943611198906 + 0.2876820724517809) / 2)
        floored = call("binary_cross_entropy", ends, {"slope_floor": 0.001}, upstream=tensor(4, shape=[]))
        near(self, truth(floored, "pred", 0)[0], -2000)
        weighted = {"pred": tensor(0, 0), "target": tensor(1, 1), "weight": tensor(3, 0)}
        logits = call("binary_cross_entropy_with_logits", weighted, {})
        near(self, truth(logits, "value", 0, "mean_over_sum_of_weights")[0], 0.6931471805599453)
        near(self, truth(logits, "value", 0, "mean_over_count_of_nonzero_weights")[0], 3 * 0.6931471805599453)

    def test_squares_differences(self):
        apart = {"pred": tensor(3), "target": tensor(1)}
        near(self, self.value("mse_loss", apart, {}), 4)
        near(self, truth(call("mse_loss", apart, {}), "pred", 0)[0], 4)
        near(self, truth(call("mse_loss", apart, {}), "target", 0)[0], -4)
        two = {"pred": tensor(3, 0), "target": tensor(1, 1), "weight": tensor(0.5, 6)}
        near(self, self.value("mse_loss", two, {}), (0.5 * 4 + 6 * 1) / 2)

    def test_finds_the_slope_of_a_small_square_beside_a_huge_one(self):
        mixed = call("mse_loss", {"pred": tensor(1e308, 1e-300), "target": tensor(0, 0)}, {})
        self.assertEqual(float(truth(mixed, "pred", 1)[0]), 1e-300)

    def test_agrees_with_the_golden_float64_of_every_loss(self):
        for name, spec in SPECS.items():
            defaults = {key: rule["default"] for key, rule in spec["params"].items()}
            small = (case for case in golden_cases(name) if "value" in case
                     and case["dtype"] == "f64"
                     and all(len(given["data"]) <= 4 for given in case["inputs"].values()))
            outputs = compared = 0
            for case in islice(small, 12):
                asked = {**case, "params": {**defaults, **case["params"]}}
                for output, stored in {"value": case["value"], **case["gradients"]}.items():
                    outputs += 1
                    low, high = (float(x) for x in truth(asked, output, 0))
                    # Beside an infinite term a difference quotient tells nothing.
                    if stored["expected"][0] is None or low != low or high != high:
                        continue
                    compared += 1
                    with self.subTest(f"{name} {case['name']} {output}"):
                        expected = float(number(stored["expected"][0]))
                        self.assertTrue(low <= expected <= high, f"{expected}: {low} {high}")
            self.assertGreater(compared, outputs / 2, name)

    def test_defines_every_loss_and_every_dialect_of_its_reductions(self):
        for name, spec in SPECS.items():
            with self.subTest(name):
                self.assertTrue(callable(definition(name).terms))
                for dialect in spec["reduction"]["dialects"]:
                    self.assertTrue(callable(divisors.of_dialect(dialect)))
        with self.assertRaisesRegex(KeyError, 'defines "no_loss"'):
            definition("no_loss")
        with self.assertRaisesRegex(KeyError, 'no function "mean_over_nothing"'):
            divisors.of_dialect("mean_over_nothing")


if __name__ == "__main__":
    unittest.main()
