"""Eats memory until there is no more: 256 MB, by its own limit."""
import resource
from honest import serve

resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))


def eat(call):
    eaten = []
    while True:
        eaten.append(bytes(2**20))


serve(marked=eat)
