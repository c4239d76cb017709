"""The way in for people: it imports nothing before it can be broken off in words."""

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run ``guidance``."""
    try:
        from living_guidance.cli import main as run
    except KeyboardInterrupt:
        # Nothing is loaded yet that could say so.
        sys.exit(_INTERRUPTED)
    run()


if __name__ == "__main__":
    main()
