//! Checks losses in float32 against golden files: cargo run smooth_l1_loss.json canary.json
mod losses;
use losses::{loss, Call, Tensor};
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
    let tensor = |(name, t): (&String, &Value)| {
        let shape = t["shape"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap());
        (name.clone(), Tensor { shape: shape.collect(), data: list(&t["data"]) })
    };
    let param = |(name, x): (&String, &Value)| Some((name.clone(), x.as_f64()? as f32));
    let call = Call {
        inputs: case["inputs"].as_object().unwrap().iter().map(tensor).collect(),
        params: case["params"].as_object().unwrap().iter().filter_map(param).collect(),
        reduction: case["reduction"].as_str().unwrap().into(),
        upstream: list(&case["upstream"]["data"]),
    };
    let answer = loss(case["loss"].as_str().unwrap()).unwrap()(&call);
    let fine = |(name, want): (&String, &Value)| fits(want, &answer.as_ref().unwrap().gradients[name.as_str()]);
    match (&answer, case["purpose"] == "rejection") {
        (Some(got), false) => fits(&case["value"], &got.value) && case["gradients"].as_object().unwrap().iter().all(fine),
        (answer, refuse) => answer.is_none() && refuse,
    }
}

fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        let golden: Value = serde_json::from_str(&text).expect("the file is JSON");
        let mine = |case: &&Value| loss(case["loss"].as_str().unwrap()).is_some() && case["dtype"] == "f32";
        let cases: Vec<_> = golden["cases"].as_array().unwrap().iter().filter(mine).collect();
        assert!(!cases.is_empty(), "{path}: has no cases");
        let wrong = cases.iter().find(|case| holds(case) != golden["wrong_on_purpose"].is_null());
        assert!(wrong.is_none(), "{path}: {} is not as it must be", wrong.unwrap()["name"]);
        println!("{path}: {} as they must be", cases.len());
    }
}
