// The implementations that are checked: smooth L1 and sigmoid focal loss in float32.
#pragma once
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

struct Tensor {
  std::vector<size_t> shape;
  std::vector<float> data;
};

// What is asked; a parameter that is not given is absent, no upstream stands for ones.
struct Call {
  std::map<std::string, Tensor> inputs;
  std::map<std::string, float> params;
  std::string reduction;
  std::vector<float> upstream;
};

struct Answer {
  std::vector<float> value;
  std::map<std::string, std::vector<float>> gradients;
};

struct Term {
  float value, slope;
};

// The answer from each term and its slope by pred.
template <typename TermAt>
Answer reduced(const Call& call, TermAt term_at) {
  Answer answer;
  float sum = 0;
  const size_t count = call.inputs.at("pred").data.size();
  const float divisor = call.reduction == "mean" ? static_cast<float>(count) : 1;
  for (size_t i = 0; i < count; i++) {
    const Term term = term_at(i);
    const float above = call.upstream.empty() ? 1 : call.upstream[i % call.upstream.size()];
    answer.value.push_back(term.value);
    answer.gradients["pred"].push_back(term.slope * above / divisor);
    sum += term.value;
  }
  if (call.reduction != "none") answer.value = {sum / divisor};
  return answer;
}

inline std::optional<Answer> smooth_l1(const Call& call) {
  const Tensor &pred = call.inputs.at("pred"), &target = call.inputs.at("target");
  const float beta = call.params.at("beta");
  if (!(beta > 0) || pred.shape != target.shape || pred.data.empty()) return std::nullopt;
  Answer answer = reduced(call, [&](size_t i) -> Term {
    const float d = pred.data[i] - target.data[i], size = std::fabs(d);
    if (size < beta) return {0.5f * d * (d / beta), d / beta};
    return {size - 0.5f * beta, std::copysign(1.0f, d)};
  });
  for (float slope : answer.gradients["pred"]) answer.gradients["target"].push_back(-slope);
  return answer;
}

// A logarithm within bounds; what is clipped has no slope.
inline Term clipped(Term nll, float least, float most) {
  if (nll.value < least || nll.value > most) return {std::clamp(nll.value, least, most), 0};
  return nll;
}

inline std::optional<Answer> sigmoid_focal(const Call& call) {
  const Tensor &pred = call.inputs.at("pred"), &target = call.inputs.at("target");
  const float gamma = call.params.at("gamma");
  const auto alpha = call.params.find("alpha"), clip = call.params.find("clip"), none = call.params.end();
  const auto given = call.inputs.find("weight");
  const Tensor weight = given == call.inputs.end() ? Tensor{{}, {1}} : given->second;
  const auto outside = [](float x) { return x < 0 || x > 1; };
  if (pred.shape != target.shape || pred.data.empty() || gamma < 0 || (alpha != none && outside(alpha->second)) ||
      std::any_of(target.data.begin(), target.data.end(), outside) ||
      !(weight.shape.empty() || weight.shape == pred.shape))
    return std::nullopt;
  const float least = clip == none ? 0 : -std::log1p(-clip->second);
  const float most = clip == none ? INFINITY : -std::log(clip->second);
  return reduced(call, [&](size_t i) -> Term {
    const float x = pred.data[i], t = target.data[i], f = 1 - t, e = std::exp(-std::fabs(x));
    const float p = (x < 0 ? e : 1) / (1 + e), n = (x < 0 ? 1 : e) / (1 + e);
    const Term nll = clipped({std::max(-x, 0.0f) + std::log1p(e), n}, least, most);
    const Term nll_not = clipped({std::max(x, 0.0f) + std::log1p(e), p}, least, most);
    const float q = n * t + p * f, bce = t * nll.value + f * nll_not.value;
    const float turn = t == 1 ? -p : t == 0 ? n : p * n * (1 - 2 * t) / q;
    const float balance = alpha == none ? 1 : alpha->second * t + (1 - alpha->second) * f;
    const float factor = weight.data[i % weight.data.size()] * balance * std::pow(q, gamma);
    return {factor * bce, factor * (gamma * turn * bce + (f * nll_not.slope - t * nll.slope))};
  });
}

// By the id of the loss; nothing where a call is not valid.
inline const std::map<std::string, std::function<std::optional<Answer>(const Call&)>> losses = {
    {"smooth_l1_loss", smooth_l1}, {"sigmoid_focal_loss", sigmoid_focal}};
