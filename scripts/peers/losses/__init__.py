"""The losses of the specs, written by hand from their papers, in mpmath.

A definition has the loss's name, and stands in any module of this folder: there it is found. Nothing is
shared with the oracle.
"""

from importlib import import_module
from pkgutil import iter_modules

from losses.kinds import Loss

MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]


def definition(name):
    """The definition of a loss; a KeyError says where one would have to stand."""
    for module in MODULES:
        found = getattr(module, name, None)
        if isinstance(found, Loss):
            return found
    raise KeyError(f'No module of scripts/peers/losses defines "{name}": write it by hand in one of them')
