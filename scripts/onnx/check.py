"""Has ONNX judge the graphs: its checker, strict shape inference, and onnxruntime's loader.

    PATH=venv/bin:$PATH deno task onnx:check [folder]

Needs onnx and onnxruntime from PyPI.
"""

import pathlib
import sys

import onnx
import onnxruntime

FOLDER = pathlib.Path(__file__).parents[2] / "golden/onnx"


def judge(path):
    """Raises what is wrong with a model."""
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(
        model, check_type=True, strict_mode=True, data_prop=True
    )
    for output in inferred.graph.output:
        if not output.type.tensor_type.HasField("shape"):
            raise ValueError(f"the output {output.name} has no shape")
    inferred_values = {value.name for value in inferred.graph.value_info}
    for node in inferred.graph.node:
        for name in node.output:
            if name not in inferred_values and name not in {o.name for o in inferred.graph.output}:
                raise ValueError(f"no type is inferred for {name}")
    onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    paths = sorted(folder.glob("*.onnx"))
    if not paths:
        sys.exit(f"There is no .onnx file in {folder}")
    wrong = 0
    for path in paths:
        try:
            judge(path)
        except Exception as error:  # Whatever a judge says.
            wrong += 1
            print(f"{path.name}: {error}", file=sys.stderr)
    print(f"{len(paths) - wrong} of {len(paths)} graphs pass onnx {onnx.__version__}")
    sys.exit(1 if wrong else 0)


main()
