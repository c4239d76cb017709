"""Office files that are the same bytes whenever they are made."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_UNIX, _READABLE = 3, 0o644 << 16


def steady_zip(content: bytes) -> bytes:
    """The same office file without the hour at which it was written, which openpyxl and ZIP archives tell."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(packed, "w") as steady:
        for name in given.namelist():
            # Its date is the first of 1980, before which archives know none.
            part = ZipInfo(name)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, _UNIX, _READABLE
            data = given.read(name)
            steady.writestr(part, _TIMES.sub(b"", data) if name == _PROPERTIES else data)
    return packed.getvalue()
