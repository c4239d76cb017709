"""The dictionary with which the theme's search cuts Chinese into words."""

import logging
import warnings


def load_dictionary() -> None:
    """Load it from the package itself, once a process.

    Left alone, it would be taken from a file in the folder for temporary files, which another version, or anybody
    else on the machine, may have written: two builds could differ.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.dt
    if not tokenizer.initialized:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
