"""Which encoding a text file is in: told from its bytes, never from the machine it is read on."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from sfa.errors import BadInput

__all__ = ["Encoding", "detect_encoding"]

_CHUNK = 1 << 20
_SAMPLE = 1 << 17
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "is a workbook or a zip file; save the sheet as CSV first"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel or Word file; save the sheet as CSV first"),
    (b"%PDF", "is a PDF, not a CSV file"),
    (b"SQLite format 3", "is a database, not a CSV file"),
    (b"\x1f\x8b", "is compressed; unpack it first"),
    (b"\x89PNG", "is a picture, not a CSV file"),
    (b"\xff\xd8\xff", "is a picture, not a CSV file"),
    (b"GIF8", "is a picture, not a CSV file"),
)
_CONTROLS = bytes([*range(1, 9), *range(14, 27), 28, 29, 30, 31, 127])
_KANA = re.compile(r"[\u3040-\u30ff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True)
class Encoding:
    """A codec name for `open`, and what to tell the person about how it was found ("" when nothing)."""

    codec: str
    note: str = ""


def detect_encoding(path: Path) -> Encoding:
    """The encoding of the text file at `path`; reads it once.

    A byte order mark decides; then valid UTF-8; then UTF-16 by its zero bytes; then the legacy encodings of
    Japan, China, Taiwan and Korea where the characters leave no doubt; at last Western European.
    Raises BadInput for an empty file and for one that is no text.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    _refuse_binary(path, sample)
    for mark, codec in _BOMS:
        if sample.startswith(mark):
            return Encoding(codec)
    wide = _utf16_without_mark(sample)
    if wide:
        return Encoding(wide, f"The file has no byte order mark; it was read as {wide.upper()}.")
    _refuse_noise(path, sample)
    if _decodes(path, "utf-8"):
        return Encoding("utf-8")
    return _legacy(sample, path)


def _refuse_binary(path: Path, sample: bytes) -> None:
    if not sample:
        raise BadInput(f"{path.name} is empty.")
    for signature, reason in _SIGNATURES:
        if sample.startswith(signature):
            raise BadInput(f"{path.name} {reason}.")


def _refuse_noise(path: Path, sample: bytes) -> None:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    zeros = sample.count(0)
    if controls * 10 > len(sample) or zeros * 4 > len(sample):
        raise BadInput(f"{path.name} holds binary data, not text.")


def _utf16_without_mark(sample: bytes) -> str:
    pairs = len(sample) // 2
    if not pairs or b"\0" not in sample:
        return ""
    even, odd = sample[: pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    for codec, zeros, others, line_end in (
        ("utf-16-le", odd, even, b"\n\0"),
        ("utf-16-be", even, odd, b"\0\n"),
    ):
        if zeros * 5 > pairs and others * 10 <= zeros and (line_end in sample or zeros * 2 > pairs):
            return codec
    return ""


def _decodes(path: Path, codec: str) -> bool:
    # A file cut off within its last character is still of this encoding, hence no `final=True`.
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
    return True


def _legacy(sample: bytes, path: Path) -> Encoding:
    codec = _east_asian(sample)
    if codec == "cp949" and _decodes(path, "euc_kr"):
        # Both hold the same bytes; only the narrower one knows syllables spelled out in letters.
        codec = "euc_kr"
    if codec:
        return Encoding(codec, f"The file is not UTF-8; it was read as {codec}.")
    codec = "cp1252" if _decodes(path, "cp1252") else "latin-1"
    return Encoding(codec, f"The file is not UTF-8; it was read as Western European ({codec}).")


def _east_asian(sample: bytes) -> str:
    """The one East Asian codec whose decoding looks like writing, or ""."""
    runs = _HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    lone = sum(len(run) == 1 for run in runs)
    # Accented letters stand alone between ASCII ones; two-byte characters bring high bytes in runs.
    if high < 8 or lone * 2 > high:
        return ""
    return next((codec for codec, share in _LOOKS.items() if share(sample) >= 0.75), "")


def _decoded(sample: bytes, codec: str) -> str:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        return "".join(char for char in decoder.decode(sample) if char > "\x7f")
    except UnicodeDecodeError:
        return ""


def _share(text: str, looks: re.Pattern[str]) -> float:
    return len(looks.findall(text)) / len(text) if text else 0.0


def _japanese(sample: bytes) -> float:
    text = _decoded(sample, "cp932")
    if _share(text, _KANA) < 0.2:
        return 0.0
    return _share(text, re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"))


def _korean(sample: bytes) -> float:
    return _share(_decoded(sample, "cp949"), re.compile(r"[\uac00-\ud7a3\u3001-\u3015]"))


def _level_one(text: str, codec: str, low: int, top: int) -> float:
    """Share of characters that `codec` keeps in its plane of everyday ones (lead bytes low..top), or in marks."""
    if not text:
        return 0.0
    common = 0
    for char in text:
        code = char.encode(codec, "ignore")
        common += len(code) == 2 and (low <= code[0] <= top or code[0] in (0xA1, 0xA3))
    return common / len(text)


def _simplified(sample: bytes) -> float:
    return _level_one(_decoded(sample, "gb18030"), "gb18030", 0xB0, 0xD7)


def _traditional(sample: bytes) -> float:
    return _level_one(_decoded(sample, "cp950"), "cp950", 0xA4, 0xC6)


# Japanese and Korean come first: their own letters prove them, while Chinese is only likely.
_LOOKS = {"cp932": _japanese, "cp949": _korean, "gb18030": _simplified, "cp950": _traditional}
