"""JAX's losses by the protocol: arrays to JAX, terms compiled by XLA, gradients by its transposes."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

import lossproof_adapter

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", True)
DTYPES = {"f32": jnp.float32, "f64": jnp.float64, "f16": jnp.float16, "bf16": jnp.bfloat16}
# XLA flushes subnormals on CPUs; it computes float16 in float32, which has float16's.
FLUSHES = ["f32", "f64", "bf16"]


def pulled(function, gradients, arrays, rest, above):
    """The value, and its gradients with the gradient from above handed down."""
    def of(*sources):
        return function(**{**arrays, **dict(zip(gradients, sources))}, **rest)

    value, pull = jax.vjp(of, *(arrays[name] for name in gradients))
    given = jnp.ones_like(value) if above is None else above.reshape(value.shape)
    return value, dict(zip(gradients, pull(given) if gradients else ()))


compiled = functools.partial(jax.jit, static_argnums=(0, 1))(pulled)


def eagerly(function, inputs, rest, gradients, upstream, dtype):
    """The same for losses that reduce, which rows that fill up would change: operation by operation."""
    value, by = pulled(function, tuple(gradients), inputs, rest, upstream)
    if value.dtype != DTYPES[dtype]:
        raise TypeError(f"answered in {value.dtype}")
    return value, by


def differentiate(function, inputs, rest, gradients, upstream, dtype):
    """Terms and their gradients.

    XLA compiles anew for each shape: elements are laid in a row, which is filled up to a power of 8.
    """
    shape, pred = inputs["pred"].shape, inputs["pred"]
    if "label" in inputs and pred.ndim != 2:
        raise NotImplementedError("takes logits [N, C]")
    if len({array.shape for array in inputs.values()}) == 1:
        inputs = {name: array.reshape(-1) for name, array in inputs.items()}
    count = len(inputs["pred"])
    fits = all(len(array) == count for array in inputs.values())
    rows = 8 ** len(np.base_repr(count, 8)) if fits else None
    arrays = {name: to_jax(array, dtype, rows) for name, array in inputs.items()}
    above = None if upstream is None else to_jax(upstream.reshape(-1), dtype, rows)
    value, by = compiled(function, tuple(gradients), arrays, rest, above)
    if value.dtype != DTYPES[dtype]:
        raise TypeError(f"answered in {value.dtype}")
    if not fits:
        return to_numpy(value), {name: to_numpy(array) for name, array in by.items()}
    terms = to_numpy(value)[:count].reshape(shape[:1] if "label" in inputs else shape)
    return terms, {name: to_numpy(array)[:count].reshape(shape) for name, array in by.items()}


def to_jax(array, dtype, rows=None):
    if rows is not None:
        array = np.pad(array, [(0, rows - len(array))] + [(0, 0)] * (array.ndim - 1))
    return jnp.asarray(array, DTYPES[dtype] if array.dtype.kind == "f" else jnp.int32)


def to_numpy(array):
    return np.asarray(array.astype(jnp.float32) if array.dtype == jnp.bfloat16 else array)


serve = functools.partial(lossproof_adapter.serve, evaluate=differentiate, flushes=FLUSHES)
serve_eagerly = functools.partial(lossproof_adapter.serve, evaluate=eagerly, to_tensor=to_jax,
                                  to_array=to_numpy)
