// The implementation that is checked.
#pragma once
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

struct Answer {
  std::vector<float> value;
  std::map<std::string, std::vector<float>> gradients;
};

// Smooth L1 in float32; nothing where a call is not valid. No upstream stands for ones.
inline std::optional<Answer> smooth_l1(const std::vector<float>& pred, const std::vector<float>& target,
                                       bool same_shape, float beta, const std::string& reduction,
                                       const std::vector<float>& upstream) {
  if (!(beta > 0) || !same_shape || pred.empty()) return std::nullopt;
  Answer answer;
  float sum = 0;
  const float n = static_cast<float>(pred.size());
  for (size_t i = 0; i < pred.size(); i++) {
    const float d = pred[i] - target[i], size = std::fabs(d);
    float slope = size < beta ? d / beta : std::copysign(1.0f, d);
    answer.value.push_back(size < beta ? 0.5f * d * slope : size - 0.5f * beta);
    sum += answer.value.back();
    if (!upstream.empty()) slope *= upstream[i % upstream.size()];
    if (reduction == "mean") slope /= n;
    answer.gradients["pred"].push_back(slope);
    answer.gradients["target"].push_back(-slope);
  }
  if (reduction == "sum") answer.value = {sum};
  if (reduction == "mean") answer.value = {sum / n};
  return answer;
}
