"""A program that nobody runs: that it is here makes its folder a library."""
