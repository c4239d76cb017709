"""How many cases a generated test runs, and with which seed."""

import os
import random


def cases(full: int) -> int:
    """The full count under ``make soak``, a tenth of it otherwise."""
    return full if os.environ.get("GUIDANCE_SOAK") else max(1, full // 10)


def fresh_random() -> random.Random:
    """A generator with a fresh seed, printed so that a failure can be repeated with GUIDANCE_SEED."""
    seed = int(os.environ.get("GUIDANCE_SEED", random.SystemRandom().randrange(2**32)))
    print(f"GUIDANCE_SEED={seed}")  # noqa: T201
    return random.Random(seed)
