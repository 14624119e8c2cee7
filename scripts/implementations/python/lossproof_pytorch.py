"""PyTorch's losses by the protocol: arrays to tensors, gradients by autograd."""

import functools

import torch

import lossproof_adapter

DTYPES = {"f32": torch.float32, "f64": torch.float64, "f16": torch.float16, "bf16": torch.bfloat16}
torch.set_num_threads(1)


def to_torch(array, dtype):
    """A tensor of the format under test; labels are 64-bit, as PyTorch wants them."""
    tensor = torch.from_numpy(array)
    wanted = DTYPES[dtype] if tensor.is_floating_point() else torch.int64
    return tensor if tensor.dtype is wanted else tensor.to(wanted)


def to_numpy(tensor):
    tensor = tensor.detach()
    return (tensor.float() if tensor.dtype is torch.bfloat16 else tensor).numpy()


def differentiate(function, inputs, rest, gradients, upstream, dtype):
    """The value, and its gradients with the gradient from above handed down."""
    sources = [inputs[name].requires_grad_() for name in gradients]
    try:
        value = function(**inputs, **rest)
        if value.dtype is not DTYPES[dtype]:
            raise TypeError(f"answered in {value.dtype}")
        if not sources:
            return value, {}
        above = torch.ones_like(value) if upstream is None else upstream
        if above.shape != value.shape:
            above = above.reshape(value.shape)
        by = torch.autograd.grad(value, sources, above, materialize_grads=True)
    except RuntimeError as error:
        if "not implemented for" in str(error):  # this operation, in this format
            raise NotImplementedError(str(error)) from None
        raise
    return value, dict(zip(gradients, by))


serve = functools.partial(lossproof_adapter.serve, evaluate=differentiate, to_tensor=to_torch,
                          to_array=to_numpy)
