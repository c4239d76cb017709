"""Views into words and markup: messages, templates, HTML."""
