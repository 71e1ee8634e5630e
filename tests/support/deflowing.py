"""Format=flowed text, read as mail programs read it."""


def deflow(text: str) -> str:
    """Return the paragraphs of a format=flowed text, as a mail program reads them (RFC 3676, 4.1, delsp=no)."""
    paragraphs, line_before = [], ""
    for stuffed in text.split("\n"):
        line = stuffed.removeprefix(" ")
        if line.endswith(" ") and line != "-- ":
            line_before += line
        else:
            paragraphs.append(line_before + line)
            line_before = ""
    assert line_before == "", "the text ends in a soft line"
    return "\n".join(paragraphs)
