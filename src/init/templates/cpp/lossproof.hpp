// Lossproof's protocol: one JSON object a line, in from standard input and out to standard output.
// Nothing here has to be changed. The protocol is described in spec/PROTOCOL.md.

#pragma once

#include <cxxabi.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <typeinfo>
#include <vector>

#include <nlohmann/json.hpp>

namespace lossproof {

using json = nlohmann::json;

// The input is invalid: throw it with the reason; a std::invalid_argument does so, too.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// This implementation has no such case: throw it with what is missing.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Row-major elements and their shape; an empty shape is a scalar.
template <typename E>
struct Tensor {
  std::vector<std::size_t> shape;
  std::vector<E> data;
};

// One question. A parameter that is not given is absent.
template <typename F>
struct Call {
  std::map<std::string, Tensor<F>> inputs;
  std::map<std::string, Tensor<std::int32_t>> labels;
  std::map<std::string, double> params;
  std::string reduction;
  std::vector<F> upstream;

  const Tensor<F>& input(const std::string& name) const { return inputs.at(name); }
  const Tensor<std::int32_t>& label(const std::string& name) const { return labels.at(name); }
  // NaN where it is not given.
  double param(const std::string& name) const {
    const auto found = params.find(name);
    return found == params.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
  }
  // The gradient from above; 1 where none is given.
  F above(std::size_t term) const { return upstream.empty() ? F(1) : upstream[term]; }
};

// A loss's value, and its gradients by input.
template <typename F>
struct Answer {
  Tensor<F> value;
  std::map<std::string, Tensor<F>> gradients;
};

// What there is of a loss, and how it is computed in each format.
struct Loss {
  std::vector<std::string> gradients, reductions, optional, params;
  std::function<Answer<double>(const Call<double>&)> f64;
  std::function<Answer<float>(const Call<float>&)> f32;
};

namespace wire {

const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

inline std::string encode(const std::string& bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; k++) {
      const bool is_there = i + k < bytes.size();
      group = group << 8 | (is_there ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; k++) {
      text += i + k <= bytes.size() ? digits[group >> (18 - 6 * k) & 63] : '=';
    }
  }
  return text;
}

inline std::string decode(const std::string& text) {
  std::string bytes;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char digit : text) {
    const std::size_t value = digits.find(digit);
    if (value == std::string::npos) break;
    group = group << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) bytes += static_cast<char>(group >> (bits -= 8) & 255);
  }
  return bytes;
}

// The machine is taken to be little-endian, as the messages are.
template <typename E>
Tensor<E> read(const json& tensor) {
  const std::string bytes = decode(tensor.at("data"));
  Tensor<E> made{tensor.at("shape"), std::vector<E>(bytes.size() / sizeof(E))};
  if (!made.data.empty()) std::memcpy(made.data.data(), bytes.data(), bytes.size());
  return made;
}

template <typename E>
json write(const Tensor<E>& tensor) {
  std::string bytes(tensor.data.size() * sizeof(E), '\0');
  if (!bytes.empty()) std::memcpy(&bytes[0], tensor.data.data(), bytes.size());
  return {{"shape", tensor.shape}, {"data", encode(bytes)}};
}

template <typename F>
Call<F> read_call(const json& call) {
  Call<F> made;
  for (const auto& entry : call.at("inputs").items()) {
    const json& tensor = entry.value();
    if (tensor.value("dtype", "") == "i32") {
      made.labels[entry.key()] = read<std::int32_t>(tensor);
    } else {
      made.inputs[entry.key()] = read<F>(tensor);
    }
  }
  for (const auto& entry : call.at("params").items()) {
    const json& value = entry.value();
    // JSON has no NaN and no infinity: they come as text.
    if (value.is_string()) made.params[entry.key()] = std::stod(value.get<std::string>());
    if (value.is_number()) made.params[entry.key()] = value;
  }
  made.reduction = call.at("reduction");
  if (call.contains("upstream")) made.upstream = read<F>(call.at("upstream")).data;
  return made;
}

template <typename F>
json computed(const json& call, const Loss& loss,
              const std::function<Answer<F>(const Call<F>&)>& compute) {
  const Answer<F> answer = compute(read_call<F>(call));
  json result = {{"value", write(answer.value)}};
  if (call.at("gradients") == true) {
    result["gradients"] = json::object();
    for (const std::string& name : loss.gradients) {
      if (call.at("inputs").contains(name)) {
        result["gradients"][name] = write(answer.gradients.at(name));
      }
    }
  }
  return result;
}

// The names of an exception's class and of those that it inherits from, as far as they are known.
inline json classes_of(const std::exception& error) {
  json classes = json::array();
  const char* mangled = typeid(error).name();
  int status = 1;
  if (char* name = abi::__cxa_demangle(mangled, nullptr, nullptr, &status)) {
    classes.push_back(name);
    std::free(name);
  }
  if (dynamic_cast<const std::bad_alloc*>(&error)) classes.push_back("std::bad_alloc");
  if (dynamic_cast<const std::system_error*>(&error)) classes.push_back("std::system_error");
  if (dynamic_cast<const std::logic_error*>(&error)) classes.push_back("std::logic_error");
  if (dynamic_cast<const std::runtime_error*>(&error)) classes.push_back("std::runtime_error");
  classes.push_back("std::exception");
  return classes;
}

// One call's answer: a value with gradients, or why there is none.
inline json answer_to(const json& call, const std::map<std::string, Loss>& losses) {
  try {
    const Loss& loss = losses.at(call.at("loss"));
    return call.at("dtype") == "f64" ? computed<double>(call, loss, loss.f64)
                                     : computed<float>(call, loss, loss.f32);
  } catch (const Refused& refused) {
    return {{"rejected", refused.what()}};
  } catch (const Unsupported& unsupported) {
    return {{"unsupported", unsupported.what()}};
  } catch (const std::exception& error) {
    // Which of them refuse, Lossproof knows: std::invalid_argument and the like.
    return {{"error", error.what()}, {"classes", classes_of(error)}};
  } catch (...) {
    return {{"error", "something was thrown that is no std::exception"}};
  }
}

}  // namespace wire

// Answers until it is told to stop. Print nothing else to standard output: use std::cerr.
inline int serve(const std::string& name, const std::map<std::string, Loss>& losses) {
  for (std::string line; std::getline(std::cin, line);) {
    const json request = json::parse(line);
    json answer;
    if (request.at("cmd") == "start") {
      json declared = json::object();
      for (const auto& [id, loss] : losses) {
        declared[id] = {{"gradients", loss.gradients},
                        {"reductions", loss.reductions},
                        {"optional", loss.optional},
                        {"params", loss.params}};
      }
      answer = {{"name", name},
                {"language", "c++"},
                {"protocol", 2},
                {"dtypes", {"f64", "f32"}},
                {"losses", declared}};
    } else if (request.at("cmd") == "run") {
      json results = json::array();
      for (const json& call : request.at("calls")) results.push_back(wire::answer_to(call, losses));
      answer = {{"id", request.at("id")}, {"results", results}};
    } else {
      break;
    }
    std::cout << answer.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
  }
  return 0;
}

}  // namespace lossproof
