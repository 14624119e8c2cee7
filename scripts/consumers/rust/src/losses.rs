//! The implementations that are checked: smooth L1 and sigmoid focal loss in float32.
use std::collections::HashMap;

pub struct Tensor {
    pub shape: Vec<u64>,
    pub data: Vec<f32>,
}

/// What is asked; a parameter that is not given is absent, no upstream stands for ones.
pub struct Call {
    pub inputs: HashMap<String, Tensor>,
    pub params: HashMap<String, f32>,
    pub reduction: String,
    pub upstream: Vec<f32>,
}

#[derive(Default)]
pub struct Answer {
    pub value: Vec<f32>,
    pub gradients: HashMap<&'static str, Vec<f32>>,
}

/// A loss; nothing where a call is not valid.
pub type Loss = fn(&Call) -> Option<Answer>;

pub fn loss(name: &str) -> Option<Loss> {
    match name {
        "smooth_l1_loss" => Some(smooth_l1),
        "sigmoid_focal_loss" => Some(sigmoid_focal),
        _ => None,
    }
}

fn smooth_l1(call: &Call) -> Option<Answer> {
    let (pred, target, beta) = (&call.inputs["pred"], &call.inputs["target"], call.params["beta"]);
    if beta <= 0.0 || beta.is_nan() || pred.shape != target.shape || pred.data.is_empty() {
        return None;
    }
    let term = |(p, t): (&f32, &f32)| {
        let (d, ratio) = (p - t, (p - t) / beta);
        match d.abs() < beta {
            true => (0.5 * d * ratio, ratio),
            false => (d.abs() - 0.5 * beta, d.signum()),
        }
    };
    let mut answer = reduced(call, pred.data.iter().zip(&target.data).map(term));
    let minus = answer.gradients["pred"].iter().map(|x| -x).collect();
    answer.gradients.insert("target", minus);
    Some(answer)
}

fn sigmoid_focal(call: &Call) -> Option<Answer> {
    let (pred, target, gamma) = (&call.inputs["pred"], &call.inputs["target"], call.params["gamma"]);
    let (weight, alpha) = (call.inputs.get("weight"), call.params.get("alpha"));
    let fits = |w: &Tensor| w.shape.is_empty() || w.shape == pred.shape;
    let outside = |x: &f32| *x < 0.0 || *x > 1.0;
    let valid = pred.shape == target.shape && !pred.data.is_empty() && weight.map_or(true, fits);
    if !valid || target.data.iter().any(outside) || gamma < 0.0 || alpha.is_some_and(outside) {
        return None;
    }
    let clip = call.params.get("clip");
    let (least, most) = clip.map_or((0.0, f32::INFINITY), |c| (-(-c).ln_1p(), -c.ln()));
    // What is clipped has no slope.
    let clipped = |nll: f32, slope: f32| match nll.max(least).min(most) {
        _ if nll.is_nan() => (nll, slope),
        same if same == nll => (nll, slope),
        other => (other, 0.0),
    };
    let term = |(i, (&x, &t)): (usize, (&f32, &f32))| {
        let (f, e) = (1.0 - t, (-x.abs()).exp());
        let (high, low) = (1.0 / (1.0 + e), e / (1.0 + e));
        let (p, n) = if x < 0.0 { (low, high) } else { (high, low) };
        let (nll, fall) = clipped((-x).max(0.0) + e.ln_1p(), n);
        let (nll_not, rise) = clipped(x.max(0.0) + e.ln_1p(), p);
        let (q, bce) = (n * t + p * f, t * nll + f * nll_not);
        let turn = match t {
            1.0 => -p,
            0.0 => n,
            _ => p * n * (1.0 - 2.0 * t) / q,
        };
        let w = weight.map_or(1.0, |w| w.data[i % w.data.len()]);
        let factor = w * alpha.map_or(1.0, |a| a * t + (1.0 - a) * f) * q.powf(gamma);
        (factor * bce, factor * (gamma * turn * bce + (f * rise - t * fall)))
    };
    Some(reduced(call, pred.data.iter().zip(&target.data).enumerate().map(term)))
}

/// The value and the gradient by pred, from each term and its slope.
fn reduced(call: &Call, terms: impl Iterator<Item = (f32, f32)>) -> Answer {
    let (loss, slopes): (Vec<f32>, Vec<f32>) = terms.unzip();
    let n = if call.reduction == "mean" { loss.len() as f32 } else { 1.0 };
    let above = |i: usize| call.upstream.get(i % call.upstream.len().max(1)).copied().unwrap_or(1.0);
    let by_pred = slopes.iter().enumerate().map(|(i, slope)| slope * above(i) / n).collect();
    let sum: f32 = loss.iter().sum();
    let value = if call.reduction == "none" { loss } else { vec![sum / n] };
    Answer { value, gradients: HashMap::from([("pred", by_pred)]) }
}
