// Your losses, as Lossproof asks for them. One is filled in; add yours beside it.
//
// A loss is a function from a call to its value and gradients. `lossproof spec show huber_loss` says
// which inputs, parameters and reductions a loss has, and what it must refuse.

#include <cmath>
#include <string>
#include <vector>

#include "lossproof.hpp"

using lossproof::Answer;
using lossproof::Call;
using lossproof::Refused;
using lossproof::Tensor;

// 0.5 d^2/beta where |d| < beta, |d| - 0.5 beta elsewhere; d = pred - target.
template <typename F>
Answer<F> smooth_l1_loss(const Call<F>& call) {
  const Tensor<F>& pred = call.input("pred");
  const Tensor<F>& target = call.input("target");
  // What a loss has to refuse is part of the loss.
  const double given = call.param("beta");
  if (!(given > 0) || std::isinf(given)) {
    throw Refused("beta must be > 0, got " + std::to_string(given));
  }
  if (pred.shape != target.shape) throw Refused("pred and target differ in shape");
  const std::size_t n = pred.data.size();
  if (n == 0) throw Refused("pred has no elements");

  const F beta = static_cast<F>(given);
  std::vector<F> terms(n), by_pred(n), by_target(n);
  F sum = 0;
  for (std::size_t i = 0; i < n; i++) {
    const F d = pred.data[i] - target.data[i];
    const bool is_near = std::abs(d) < beta;
    // d * d alone could overflow.
    terms[i] = is_near ? F(0.5) * d * (d / beta) : std::abs(d) - F(0.5) * beta;
    const F sign = std::isnan(d) ? d : std::copysign(F(1), d);
    const F slope = is_near ? d / beta : sign;
    sum += terms[i];
    // The gradient from above has the value's shape: one number a term for "none", else one.
    const F above = call.above(call.reduction == "none" ? i : 0);
    by_pred[i] = call.reduction == "mean" ? above * slope / F(n) : above * slope;
    by_target[i] = -by_pred[i];
  }

  Tensor<F> value{pred.shape, terms};
  if (call.reduction == "mean") value = {{}, {sum / F(n)}};
  if (call.reduction == "sum") value = {{}, {sum}};
  return {value, {{"pred", {pred.shape, by_pred}}, {"target", {pred.shape, by_target}}}};
}

int main() {
  // What is declared is what is asked for: no other loss, gradient, reduction, input or parameter.
  return lossproof::serve("my losses", {{
      "smooth_l1_loss",
      {
          {"pred", "target"},       // gradients
          {"none", "mean", "sum"},  // reductions
          {},                       // optional inputs
          {"beta"},                 // parameters
          smooth_l1_loss<double>,
          smooth_l1_loss<float>,
      },
  }});
}
