import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lossproof's protocol: one JSON object a line, in from standard input and out to standard output.
 *
 * <p>Nothing here has to be changed. The protocol is described in spec/PROTOCOL.md.
 */
final class Lossproof {
  /** Row-major elements and their shape; an empty shape is a scalar. Labels are whole numbers. */
  record Tensor(int[] shape, double[] data) {
    static Tensor scalar(double value) {
      return new Tensor(new int[] {}, new double[] {value});
    }
  }

  /** One question. A parameter that is not given is absent; upstream is null where it is ones. */
  record Call(
      String dtype,
      Map<String, Tensor> inputs,
      Map<String, Double> params,
      String reduction,
      double[] upstream) {
    /** The gradient from above; 1 where none is given. */
    double above(int term) {
      return upstream == null ? 1 : upstream[term];
    }
  }

  /** A loss's value, and its gradients by input. */
  record Answer(Tensor value, Map<String, Tensor> gradients) {}

  /** What there is of a loss, and how it is computed. */
  record Loss(
      List<String> gradients,
      List<String> reductions,
      List<String> optional,
      List<String> params,
      Function<Call, Answer> compute) {}

  /** The input is invalid: throw it with the reason; an IllegalArgumentException does so, too. */
  static final class Refused extends RuntimeException {
    Refused(String why) {
      super(why);
    }
  }

  /** This implementation has no such case: throw it with what is missing. */
  static final class Unsupported extends RuntimeException {
    Unsupported(String what) {
      super(what);
    }
  }

  private static final Gson GSON = new Gson();

  private Lossproof() {}

  /** Answers until it is told to stop. What the losses print goes to standard error. */
  static void serve(String name, List<String> dtypes, Map<String, Loss> losses)
      throws IOException {
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = requests.readLine()) != null; ) {
      JsonObject request = JsonParser.parseString(line).getAsJsonObject();
      JsonObject answer = new JsonObject();
      switch (request.get("cmd").getAsString()) {
        case "start" -> {
          answer.addProperty("name", name);
          answer.addProperty("language", "java");
          answer.addProperty("protocol", 2);
          answer.add("dtypes", GSON.toJsonTree(dtypes));
          answer.add("losses", declared(losses));
        }
        case "run" -> {
          JsonArray results = new JsonArray();
          for (JsonElement call : request.getAsJsonArray("calls")) {
            results.add(answerTo(call.getAsJsonObject(), losses));
          }
          answer.add("id", request.get("id"));
          answer.add("results", results);
        }
        default -> {
          return;
        }
      }
      answers.print(GSON.toJson(answer) + "\n");
      answers.flush();
    }
  }

  private static JsonObject declared(Map<String, Loss> losses) {
    JsonObject all = new JsonObject();
    losses.forEach(
        (id, loss) -> {
          JsonObject capability = new JsonObject();
          capability.add("gradients", GSON.toJsonTree(loss.gradients()));
          capability.add("reductions", GSON.toJsonTree(loss.reductions()));
          capability.add("optional", GSON.toJsonTree(loss.optional()));
          capability.add("params", GSON.toJsonTree(loss.params()));
          all.add(id, capability);
        });
    return all;
  }

  /** One call's answer: a value with gradients, or why there is none. */
  private static JsonObject answerTo(JsonObject wire, Map<String, Loss> losses) {
    JsonObject result = new JsonObject();
    try {
      Loss loss = losses.get(wire.get("loss").getAsString());
      if (loss == null) {
        throw new Unsupported("has no loss " + wire.get("loss"));
      }
      Call call = readCall(wire);
      Answer answer = loss.compute().apply(call);
      result.add("value", write(answer.value(), call.dtype()));
      if (wire.get("gradients").getAsBoolean()) {
        JsonObject gradients = new JsonObject();
        for (String input : loss.gradients()) {
          if (call.inputs().containsKey(input)) {
            gradients.add(input, write(answer.gradients().get(input), call.dtype()));
          }
        }
        result.add("gradients", gradients);
      }
    } catch (Refused refused) {
      return why("rejected", refused.getMessage());
    } catch (Unsupported unsupported) {
      return why("unsupported", unsupported.getMessage());
    } catch (RuntimeException | AssertionError | StackOverflowError error) {
      // Which of them refuse, Lossproof knows: IllegalArgumentException and the like.
      JsonObject failed = why("error", String.valueOf(error.getMessage()));
      failed.add("classes", GSON.toJsonTree(classesOf(error)));
      return failed;
    }
    return result;
  }

  private static List<String> classesOf(Throwable error) {
    List<String> classes = new ArrayList<>();
    for (Class<?> of = error.getClass(); of != Object.class; of = of.getSuperclass()) {
      classes.add(of.getSimpleName());
    }
    return classes;
  }

  private static JsonObject why(String outcome, String text) {
    JsonObject result = new JsonObject();
    result.addProperty(outcome, text);
    return result;
  }

  private static Call readCall(JsonObject wire) {
    String dtype = wire.get("dtype").getAsString();
    Map<String, Tensor> inputs = new HashMap<>();
    wire.getAsJsonObject("inputs")
        .entrySet()
        .forEach(entry -> inputs.put(entry.getKey(), read(entry.getValue(), dtype)));
    Map<String, Double> params = new HashMap<>();
    wire.getAsJsonObject("params")
        .entrySet()
        .forEach(
            entry -> {
              // JSON has no NaN and no infinity: they come as text, which is parsed all the same.
              if (!entry.getValue().isJsonNull()) {
                params.put(entry.getKey(), Double.parseDouble(entry.getValue().getAsString()));
              }
            });
    double[] upstream = wire.has("upstream") ? read(wire.get("upstream"), dtype).data() : null;
    return new Call(dtype, inputs, params, wire.get("reduction").getAsString(), upstream);
  }

  private static Tensor read(JsonElement wire, String callDtype) {
    JsonObject tensor = wire.getAsJsonObject();
    String dtype = tensor.has("dtype") ? tensor.get("dtype").getAsString() : callDtype;
    int[] shape = GSON.fromJson(tensor.get("shape"), int[].class);
    byte[] bytes = Base64.getDecoder().decode(tensor.get("data").getAsString());
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] data = new double[bytes.length / (dtype.equals("f64") ? 8 : 4)];
    for (int i = 0; i < data.length; i++) {
      data[i] =
          switch (dtype) {
            case "f64" -> buffer.getDouble();
            case "f32" -> buffer.getFloat();
            default -> buffer.getInt();
          };
    }
    return new Tensor(shape, data);
  }

  private static JsonObject write(Tensor tensor, String dtype) {
    int size = dtype.equals("f64") ? 8 : 4;
    ByteBuffer buffer =
        ByteBuffer.allocate(tensor.data().length * size).order(ByteOrder.LITTLE_ENDIAN);
    for (double x : tensor.data()) {
      if (size == 8) {
        buffer.putDouble(x);
      } else {
        buffer.putFloat((float) x);
      }
    }
    JsonObject wire = new JsonObject();
    wire.add("shape", GSON.toJsonTree(tensor.shape()));
    wire.addProperty("data", Base64.getEncoder().encodeToString(buffer.array()));
    return wire;
  }
}
