"""python3 -m unittest discover -s scripts/peers -p '*_test.py'"""

import unittest

from confirm import confirm
from truth import truth
from validity import problem


def tensor(*data, shape=None):
    return {"shape": shape or [len(data)], "data": list(data)}


def call(loss, inputs, params, **rest):
    return {"loss": loss, "inputs": inputs, "params": params, "reduction": "mean", "gradients": True, **rest}


def near(test, got, expected):
    test.assertLess(abs(got - expected), 1e-12 * max(1, abs(expected)))


class Confirm(unittest.TestCase):
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

    def test_knows_invalid_calls(self):
        pair = {"pred": tensor(0.5), "target": tensor(0)}
        rows = {"pred": tensor(0, 0, shape=[1, 2]), "label": tensor(2)}
        for one in [call("smooth_l1_loss", pair, {"beta": 0}),
                    call("smooth_l1_loss", pair, {"beta": "NaN"}),
                    call("l1_loss", {**pair, "target": tensor(0, 0)}, {}),
                    call("l1_loss", {"pred": tensor(), "target": tensor()}, {}),
                    call("binary_cross_entropy", {**pair, "target": tensor(2)}, {}),
                    call("cross_entropy", rows, {"ignore_index": -100})]:
            self.assertIsNotNone(problem(one, lambda x: float(x)))
        for one in [call("smooth_l1_loss", pair, {"beta": 1}),
                    call("cross_entropy", rows, {"ignore_index": 2})]:
            self.assertIsNone(problem(one, lambda x: float(x)))

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
