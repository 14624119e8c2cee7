//! Reads exported files with the safetensors crate: cargo run FOLDER
use safetensors::{Dtype, SafeTensors};

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let (mut tensors, mut bytes, mut narrow) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let file = std::fs::read(&path).expect("the file can be read");
        let read = SafeTensors::deserialize(&file).expect("the file is safetensors");
        let (_, header) = SafeTensors::read_metadata(&file).expect("there is a header");
        let words = header.metadata().as_ref().expect("there are metadata");
        assert!(words["cases"].starts_with('['), "{path:?} describes its cases");
        for (name, tensor) in read.tensors() {
            let product: usize = tensor.shape().iter().product();
            let size = match tensor.dtype() {
                Dtype::F64 => 8,
                Dtype::F32 | Dtype::I32 => 4,
                Dtype::F16 | Dtype::BF16 => 2,
                other => panic!("{name} is {other:?}"),
            };
            assert_eq!(tensor.data().len(), product * size, "{name}");
            narrow += usize::from(size == 2);
            bytes += tensor.data().len();
            tensors += 1;
        }
    }
    println!("safetensors crate: {tensors} tensors, {narrow} of them 16 bits wide, {bytes} bytes");
}
