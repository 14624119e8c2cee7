import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Your losses, as Lossproof asks for them. One is filled in; add yours beside it.
 *
 * <p>A loss is a function from a call to its value and gradients. {@code lossproof spec show huber_loss}
 * says which inputs, parameters and reductions a loss has, and what it must refuse. Here it computes in
 * double; the answer is rounded to the call's format.
 */
public final class MyLosses {
  /** 0.5 d²/beta where |d| < beta, |d| - 0.5 beta elsewhere; d = pred - target. */
  static Lossproof.Answer smoothL1Loss(Lossproof.Call call) {
    Lossproof.Tensor pred = call.inputs().get("pred");
    Lossproof.Tensor target = call.inputs().get("target");
    // What a loss has to refuse is part of the loss.
    double beta = call.params().getOrDefault("beta", Double.NaN);
    if (!(beta > 0) || Double.isInfinite(beta)) {
      throw new Lossproof.Refused("beta must be > 0, got " + beta);
    }
    if (!Arrays.equals(pred.shape(), target.shape())) {
      throw new Lossproof.Refused(
          "pred has shape " + Arrays.toString(pred.shape())
              + ", target has " + Arrays.toString(target.shape()));
    }
    int n = pred.data().length;
    if (n == 0) {
      throw new Lossproof.Refused("pred has no elements");
    }

    double[] terms = new double[n];
    double[] byPred = new double[n];
    double[] byTarget = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double d = pred.data()[i] - target.data()[i];
      boolean isNear = Math.abs(d) < beta;
      // d * d alone could overflow.
      terms[i] = isNear ? 0.5 * d * (d / beta) : Math.abs(d) - 0.5 * beta;
      double slope = isNear ? d / beta : Math.signum(d); // NaN stays NaN
      sum += terms[i];
      // The gradient from above has the value's shape: one number a term for "none", else one.
      double above = call.above(call.reduction().equals("none") ? i : 0);
      byPred[i] = call.reduction().equals("mean") ? above * slope / n : above * slope;
      byTarget[i] = -byPred[i];
    }

    Lossproof.Tensor value =
        switch (call.reduction()) {
          case "none" -> new Lossproof.Tensor(pred.shape(), terms);
          case "mean" -> Lossproof.Tensor.scalar(sum / n);
          default -> Lossproof.Tensor.scalar(sum);
        };
    return new Lossproof.Answer(
        value,
        Map.of(
            "pred", new Lossproof.Tensor(pred.shape(), byPred),
            "target", new Lossproof.Tensor(target.shape(), byTarget)));
  }

  public static void main(String[] arguments) throws java.io.IOException {
    // What is declared is what is asked for: no other loss, gradient, reduction, input or parameter.
    Lossproof.serve(
        "my losses",
        List.of("f64", "f32"),
        Map.of(
            "smooth_l1_loss",
            new Lossproof.Loss(
                List.of("pred", "target"),
                List.of("none", "mean", "sum"),
                List.of(),
                List.of("beta"),
                MyLosses::smoothL1Loss)));
  }
}
