//! Lossproof's protocol: one JSON object a line, in from standard input and out to standard output.
//! Nothing here has to be changed. The protocol is described in spec/PROTOCOL.md.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe};

use base64::prelude::{Engine, BASE64_STANDARD};
use num_traits::{Float, FromBytes, ToBytes};
use serde_json::{json, Map, Value};

/// Row-major elements and their shape; an empty shape is a scalar.
#[derive(Clone, Debug)]
pub struct Tensor<F> {
    pub shape: Vec<usize>,
    pub data: Vec<F>,
}

impl<F> Tensor<F> {
    pub fn new(shape: &[usize], data: Vec<F>) -> Self {
        Tensor { shape: shape.to_vec(), data }
    }
}

/// One question. A parameter that is not given is absent.
pub struct Call<F> {
    pub inputs: HashMap<String, Tensor<F>>,
    pub labels: HashMap<String, Tensor<i32>>,
    pub params: HashMap<String, f64>,
    pub reduction: String,
    pub upstream: Option<Vec<F>>,
}

#[allow(dead_code)] // your losses will need them
impl<F: Float> Call<F> {
    pub fn input(&self, name: &str) -> Result<&Tensor<F>, Failure> {
        self.inputs.get(name).ok_or_else(|| Failure::Refused(format!("{name} is missing")))
    }

    pub fn label(&self, name: &str) -> Result<&Tensor<i32>, Failure> {
        self.labels.get(name).ok_or_else(|| Failure::Refused(format!("{name} is missing")))
    }

    pub fn param(&self, name: &str) -> Option<f64> {
        self.params.get(name).copied()
    }

    /// The gradient from above; 1 where none is given.
    pub fn above(&self, term: usize) -> F {
        self.upstream.as_ref().map_or_else(F::one, |above| above[term])
    }
}

/// A loss's value, and its gradients by input.
#[derive(Debug)]
pub struct Answer<F> {
    pub value: Tensor<F>,
    pub gradients: Vec<(&'static str, Tensor<F>)>,
}

/// Why there is no value.
#[allow(dead_code)]
#[derive(Debug)]
pub enum Failure {
    /// The input is invalid; to panic refuses it, too.
    Refused(String),
    /// This implementation has no such case.
    Unsupported(String),
}

/// What there is of a loss, and how it is computed in each format.
pub struct Loss {
    pub id: &'static str,
    pub gradients: &'static [&'static str],
    pub reductions: &'static [&'static str],
    pub optional: &'static [&'static str],
    pub params: &'static [&'static str],
    pub f64: fn(&Call<f64>) -> Result<Answer<f64>, Failure>,
    pub f32: fn(&Call<f32>) -> Result<Answer<f32>, Failure>,
}

/// Answers until it is told to stop. Print nothing else to standard output: use `eprintln!`.
pub fn serve(name: &str, losses: &[Loss]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let answer = match request["cmd"].as_str() {
            Some("start") => {
                let declared: Map<String, Value> = losses
                    .iter()
                    .map(|loss| {
                        let capability = json!({
                            "gradients": loss.gradients,
                            "reductions": loss.reductions,
                            "optional": loss.optional,
                            "params": loss.params,
                        });
                        (loss.id.to_string(), capability)
                    })
                    .collect();
                json!({"name": name, "language": "rust", "protocol": 2, "dtypes": ["f64", "f32"], "losses": declared})
            }
            Some("run") => {
                let calls = request["calls"].as_array().map_or(&[][..], Vec::as_slice);
                let results: Vec<Value> =
                    calls.iter().map(|call| answer_to(call, losses)).collect();
                json!({"id": request["id"], "results": results})
            }
            _ => break,
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

/// One call's answer: a value with gradients, or why there is none.
fn answer_to(wire: &Value, losses: &[Loss]) -> Value {
    let Some(loss) = losses.iter().find(|loss| wire["loss"] == loss.id) else {
        return json!({"unsupported": format!("has no loss {}", wire["loss"])});
    };
    let computed = panic::catch_unwind(AssertUnwindSafe(|| match wire["dtype"].as_str() {
        Some("f64") => computed(wire, loss, loss.f64),
        _ => computed(wire, loss, loss.f32),
    }));
    // A panic refuses: so libraries do. Lossproof takes for crashes those that tell of a mistake.
    computed.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| text.to_string());
        let message = text.or_else(|| payload.downcast_ref::<String>().cloned());
        json!({"error": message.unwrap_or_else(|| "panicked".into()), "classes": ["panic"]})
    })
}

fn computed<F>(
    wire: &Value,
    loss: &Loss,
    compute: fn(&Call<F>) -> Result<Answer<F>, Failure>,
) -> Value
where
    F: Float + Element,
{
    match compute(&read_call(wire)) {
        Err(Failure::Refused(why)) => json!({"rejected": why}),
        Err(Failure::Unsupported(what)) => json!({"unsupported": what}),
        Ok(answer) => {
            let mut result = json!({"value": write(&answer.value)});
            if wire["gradients"] == true {
                let gradients: Map<String, Value> = answer
                    .gradients
                    .iter()
                    .filter(|(name, _)| loss.gradients.contains(name))
                    .filter(|(name, _)| !wire["inputs"][*name].is_null())
                    .map(|(name, gradient)| (name.to_string(), write(gradient)))
                    .collect();
                result["gradients"] = Value::Object(gradients);
            }
            result
        }
    }
}

fn read_call<F: Float + Element>(wire: &Value) -> Call<F> {
    let empty = Map::new();
    let of = |key: &str| wire[key].as_object().unwrap_or(&empty).clone();
    let (labels, inputs): (Vec<_>, Vec<_>) =
        of("inputs").into_iter().partition(|(_, tensor)| tensor["dtype"] == "i32");
    // JSON has no NaN and no infinity: they come as text.
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    Call {
        inputs: inputs.into_iter().map(|(name, tensor)| (name, read(&tensor))).collect(),
        labels: labels.into_iter().map(|(name, tensor)| (name, read(&tensor))).collect(),
        params: of("params")
            .iter()
            .filter_map(|(name, x)| Some((name.clone(), number(x)?)))
            .collect(),
        reduction: wire["reduction"].as_str().unwrap_or_default().to_string(),
        upstream: (!wire["upstream"].is_null()).then(|| read(&wire["upstream"]).data),
    }
}

/// A number as its bytes lie in a message.
pub trait Element: Sized {
    const SIZE: usize;
    fn read(bytes: &[u8]) -> Self;
    fn write(&self) -> Vec<u8>;
}

macro_rules! element {
    ($($number:ty),*) => {$(
        impl Element for $number {
            const SIZE: usize = std::mem::size_of::<$number>();
            fn read(bytes: &[u8]) -> Self {
                FromBytes::from_le_bytes(bytes.try_into().expect("whole elements"))
            }
            fn write(&self) -> Vec<u8> {
                ToBytes::to_le_bytes(self).to_vec()
            }
        }
    )*};
}

element!(f64, f32, i32);

fn read<E: Element>(wire: &Value) -> Tensor<E> {
    let shape = wire["shape"].as_array().map_or(&[][..], Vec::as_slice);
    let bytes = BASE64_STANDARD.decode(wire["data"].as_str().unwrap_or_default()).expect("base64");
    Tensor {
        shape: shape.iter().map(|length| length.as_u64().expect("a length") as usize).collect(),
        data: bytes.chunks_exact(E::SIZE).map(E::read).collect(),
    }
}

fn write<E: Element>(tensor: &Tensor<E>) -> Value {
    let bytes: Vec<u8> = tensor.data.iter().flat_map(Element::write).collect();
    json!({"shape": tensor.shape, "data": BASE64_STANDARD.encode(bytes)})
}
