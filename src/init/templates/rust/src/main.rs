//! Your losses, as Lossproof asks for them. One is filled in; add yours beside it.
//!
//! A loss is a function from a call to its value and gradients. `lossproof spec show huber_loss` says
//! which inputs, parameters and reductions a loss has, and what it must refuse.

mod protocol;

use num_traits::Float;
use protocol::{serve, Answer, Call, Failure, Loss, Tensor};

/// 0.5 d²/beta where |d| < beta, |d| - 0.5 beta elsewhere; d = pred - target.
fn smooth_l1_loss<F: Float>(call: &Call<F>) -> Result<Answer<F>, Failure> {
    let (pred, target) = (call.input("pred")?, call.input("target")?);
    // What a loss has to refuse is part of the loss.
    let given = call.param("beta").unwrap_or(f64::NAN);
    if !(given > 0.0 && given.is_finite()) {
        return Err(Failure::Refused(format!("beta must be > 0, got {given}")));
    }
    if pred.shape != target.shape {
        return Err(Failure::Refused(format!(
            "pred has shape {:?}, target has {:?}",
            pred.shape, target.shape
        )));
    }
    if pred.data.is_empty() {
        return Err(Failure::Refused("pred has no elements".into()));
    }

    let number = |x: f64| F::from(x).expect("a float");
    let (beta, half, n) = (number(given), number(0.5), number(pred.data.len() as f64));
    let (terms, slopes): (Vec<F>, Vec<F>) = pred
        .data
        .iter()
        .zip(&target.data)
        .map(|(&p, &t)| {
            let d = p - t;
            if d.abs() < beta {
                (half * d * (d / beta), d / beta) // d * d alone could overflow
            } else {
                (d.abs() - half * beta, d.signum()) // NaN stays NaN
            }
        })
        .unzip();

    // The gradient from above has the value's shape: one number a term for "none", else one.
    let by_pred: Vec<F> = slopes
        .iter()
        .enumerate()
        .map(|(i, &slope)| match call.reduction.as_str() {
            "none" => call.above(i) * slope,
            "mean" => call.above(0) * slope / n,
            _ => call.above(0) * slope,
        })
        .collect();
    let by_target = by_pred.iter().map(|&g| -g).collect();
    let sum = terms.iter().fold(F::zero(), |sum, &term| sum + term);
    let value = match call.reduction.as_str() {
        "none" => Tensor::new(&pred.shape, terms),
        "mean" => Tensor::new(&[], vec![sum / n]),
        _ => Tensor::new(&[], vec![sum]),
    };
    Ok(Answer {
        value,
        gradients: vec![
            ("pred", Tensor::new(&pred.shape, by_pred)),
            ("target", Tensor::new(&target.shape, by_target)),
        ],
    })
}

fn main() -> std::io::Result<()> {
    // What is declared is what is asked for: no other loss, gradient, reduction, input or parameter.
    serve(
        "my losses",
        &[Loss {
            id: "smooth_l1_loss",
            gradients: &["pred", "target"],
            reductions: &["none", "mean", "sum"],
            optional: &[],
            params: &["beta"],
            f64: smooth_l1_loss,
            f32: smooth_l1_loss,
        }],
    )
}
