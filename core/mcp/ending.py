"""The end of a connection that nobody asked for."""

from __future__ import annotations


class Ended(Exception):
    """`str()` says why. `sign_in`: the server wants to know who we are; `for_good`: starting it again cannot help."""

    def __init__(self, why: str, *, sign_in: bool = False, for_good: bool = False) -> None:
        super().__init__(why)
        self.sign_in = sign_in
        self.for_good = for_good
