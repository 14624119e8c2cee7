//! The implementation that is checked.

/// The value, the gradient by pred and that by target; no upstream stands for ones.
pub type Answer = [Vec<f32>; 3];

/// Smooth L1 in float32; an error where a call is not valid.
pub fn smooth_l1(
    pred: &[f32],
    target: &[f32],
    same_shape: bool,
    beta: f32,
    reduction: &str,
    upstream: &[f32],
) -> Result<Answer, &'static str> {
    if beta <= 0.0 || beta.is_nan() || !same_shape || pred.is_empty() {
        return Err("beta must be > 0, shapes must be equal and not empty");
    }
    let n = pred.len() as f32;
    let mut loss = Vec::new();
    let mut slope = Vec::new();
    for (i, (p, t)) in pred.iter().zip(target).enumerate() {
        let d = p - t;
        let near = d.abs() < beta;
        let ratio = d / beta;
        loss.push(if near { 0.5 * d * ratio } else { d.abs() - 0.5 * beta });
        let above = if upstream.is_empty() { 1.0 } else { upstream[i % upstream.len()] };
        let mean = if reduction == "mean" { n } else { 1.0 };
        slope.push(if near { ratio } else { d.signum() } * above / mean);
    }
    let sum: f32 = loss.iter().sum();
    let value = match reduction {
        "sum" => vec![sum],
        "mean" => vec![sum / n],
        _ => loss,
    };
    let minus = slope.iter().map(|x| -x).collect();
    Ok([value, slope, minus])
}
