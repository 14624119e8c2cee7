// Checks losses in float32 against golden files: ./check smooth_l1_loss.json canary.json
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "losses.hpp"
using nlohmann::json;

// A number, or "NaN", "Infinity", "-Infinity", "-0".
float number(const json& x) {
  return x.is_string() ? std::stof(x.get<std::string>()) : x.get<float>();
}

Tensor tensor(const json& given) {
  Tensor out{given["shape"], {}};
  for (const json& x : given["data"]) out.data.push_back(number(x));
  return out;
}

bool fits(const json& want, const std::vector<float>& got) {
  bool fit = got.size() == want["expected"].size();
  for (size_t i = 0; fit && i < got.size(); i++) {
    const std::string honest = want.contains("nonfinite") ? want["nonfinite"][i] : "none";
    fit = !std::isfinite(got[i]) && (honest == "any" || honest == (std::isnan(got[i]) ? "nan" : "infinite"));
    for (const json& form : want["forms"])
      fit = fit || (std::isfinite(got[i]) && number(form["lo"][i]) <= got[i] && got[i] <= number(form["hi"][i]));
  }
  return fit;
}

bool holds(const json& c) {
  Call call{{}, {}, c["reduction"], {}};
  for (const auto& [name, given] : c["inputs"].items()) call.inputs[name] = tensor(given);
  for (const auto& [name, x] : c["params"].items())
    if (!x.is_null()) call.params[name] = number(x);
  if (c.contains("upstream")) call.upstream = tensor(c["upstream"]).data;
  const auto answer = losses.at(c["loss"])(call);
  if (!answer || c["purpose"] == "rejection") return !answer && c["purpose"] == "rejection";
  bool fit = fits(c["value"], answer->value);
  for (const auto& [name, want] : c["gradients"].items()) fit = fit && fits(want, answer->gradients.at(name));
  return fit;
}

int main(int count, char** paths) {
  for (int k = 1; k < count; k++) {
    const json golden = json::parse(std::ifstream(paths[k]));
    int checked = 0;
    for (const json& c : golden["cases"]) {
      if (losses.count(c["loss"]) == 0 || c["dtype"] != "f32") continue;
      if (holds(c) == golden.contains("wrong_on_purpose")) return std::cerr << paths[k] << ": " << c["name"] << " is not as it must be\n", 1;
      checked++;
    }
    if (checked == 0) return std::cerr << paths[k] << " has no cases\n", 1;
    std::cout << paths[k] << ": " << checked << " as they must be\n";
  }
}
