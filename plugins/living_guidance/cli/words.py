"""The command line's words, in the language of the terminal (``GUIDANCE_LANGUAGE``, ``LANG``)."""

import os

from living_guidance.render.messages import load_messages, preferred_language

say = load_messages(preferred_language(os.environ))
