// Checks smooth L1 in float32 against golden files: ./check smooth_l1_loss.json canary.json
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "smooth_l1.hpp"
using nlohmann::json;

// A number, or "NaN", "Infinity", "-Infinity", "-0".
float number(const json& x) {
  return x.is_string() ? std::stof(x.get<std::string>()) : x.get<float>();
}

std::vector<float> list(const json& tensor) {
  std::vector<float> out;
  for (const json& x : tensor["data"]) out.push_back(number(x));
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
  const json &pred = c["inputs"]["pred"], &target = c["inputs"]["target"];
  const auto upstream = c.contains("upstream") ? list(c["upstream"]) : std::vector<float>{};
  const auto answer = smooth_l1(list(pred), list(target), pred["shape"] == target["shape"],
                                number(c["params"]["beta"]), c["reduction"], upstream);
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
      if (c["loss"] != "smooth_l1_loss" || c["dtype"] != "f32") continue;
      if (holds(c) == golden.contains("wrong_on_purpose")) {
        std::cerr << paths[k] << ": " << c["name"] << " is not as it must be\n";
        return 1;
      }
      checked++;
    }
    std::cout << paths[k] << ": " << checked << " as they must be\n";
  }
}
