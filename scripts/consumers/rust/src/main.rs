//! Checks smooth L1 in float32 against golden files: cargo run smooth_l1_loss.json canary.json
mod smooth_l1;
use serde_json::Value;

/// Numbers, or "NaN", "Infinity", "-Infinity", "-0"; none where there is no such list.
fn list(json: &Value) -> Vec<f32> {
    let number = |x: &Value| match x {
        Value::String(name) => name.parse().unwrap(),
        _ => x.as_f64().unwrap_or(f64::NAN) as f32,
    };
    json.as_array().map_or(vec![], |items| items.iter().map(number).collect())
}

fn fits(want: &Value, got: &[f32]) -> bool {
    let fits_one = |(i, x): (usize, &f32)| {
        let honest = want["nonfinite"][i].as_str().unwrap_or("none");
        let kind = if x.is_nan() { "nan" } else { "infinite" };
        let inside = |form: &Value| list(&form["lo"])[i] <= *x && *x <= list(&form["hi"])[i];
        match x.is_finite() {
            true => want["forms"].as_array().unwrap().iter().any(inside),
            false => honest == "any" || honest == kind,
        }
    };
    got.len() == list(&want["expected"]).len() && got.iter().enumerate().all(fits_one)
}

fn holds(case: &Value) -> bool {
    let (pred, target) = (&case["inputs"]["pred"], &case["inputs"]["target"]);
    let beta = case["params"]["beta"].as_f64().unwrap() as f32;
    let (x, t, above) = (list(&pred["data"]), list(&target["data"]), list(&case["upstream"]["data"]));
    let same_shape = pred["shape"] == target["shape"];
    let reduction = case["reduction"].as_str().unwrap();
    match smooth_l1::smooth_l1(&x, &t, same_shape, beta, reduction, &above) {
        Err(_) => case["purpose"] == "rejection",
        Ok(_) if case["purpose"] == "rejection" => false,
        Ok([value, by_pred, by_target]) => {
            let by = &case["gradients"];
            let gradients = [("pred", by_pred), ("target", by_target)];
            let fine = |(name, got): &(&str, Vec<f32>)| by[*name].is_null() || fits(&by[*name], got);
            fits(&case["value"], &value) && gradients.iter().all(fine)
        }
    }
}

fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        let golden: Value = serde_json::from_str(&text).expect("the file is JSON");
        let mine = |case: &&Value| case["loss"] == "smooth_l1_loss" && case["dtype"] == "f32";
        let cases: Vec<_> = golden["cases"].as_array().unwrap().iter().filter(mine).collect();
        let wrong = cases.iter().find(|case| holds(case) != golden["wrong_on_purpose"].is_null());
        assert!(wrong.is_none(), "{path}: {} is not as it must be", wrong.unwrap()["name"]);
        println!("{path}: {} as they must be", cases.len());
    }
}
