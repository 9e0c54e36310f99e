"""What a request carries: raw bytes as they arrive, the fields of a form, and a file in one."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from audit.errors import N_, BadInput, HungUp, TooLarge, say

LARGEST_FORM_BYTES = 256 * 1024
MOST_FIELDS = 5_000
LONGEST_ID = 9
FORM = "application/x-www-form-urlencoded"
TOO_LARGE = N_("This is more than is taken in one go.")
NO_FILE = N_("Choose a file first.")
NOT_A_FORM = N_("This form cannot be read. Go back, load the page again and send it once more.")


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form by name; of equal names the last counts. Raises TooLarge and BadInput."""
    return dict(await fields_of(request))


async def fields_of(request: Request) -> list[tuple[str, str]]:
    """The fields of a form as our pages send it; one with a file is `file_of`'s. Raises TooLarge and BadInput.

    Bytes that are no UTF-8 become replacement characters.
    """
    body = await body_of(request, LARGEST_FORM_BYTES)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and kind != FORM:
        raise BadInput(say(NOT_A_FORM))
    try:
        fields = parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadInput(say(NOT_A_FORM)) from error
    if any("\0" in value for _, value in fields):
        raise BadInput(say(NOT_A_FORM))
    return fields


def id_of(text: str) -> int:
    """The number of a row that a form or an address names; 0, which no row has, for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else 0


async def file_of(request: Request, name: str, most_bytes: int) -> bytes:
    """The file that a form sends under a name. Raises TooLarge as soon as it is, BadInput when there is none."""
    return (await named_file_of(request, name, most_bytes))[1]


async def named_file_of(request: Request, name: str, most_bytes: int) -> tuple[str, bytes]:
    """The same with what the file is called, which is whatever its sender says."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise BadInput(say(NO_FILE))
    try:
        parts = MultiPartParser(request.headers, limited(request, most_bytes), max_files=1, max_fields=10)
        form = await parts.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise BadInput(say(NOT_A_FORM)) from error
    try:
        file = form.get(name)
        content = await file.read() if isinstance(file, UploadFile) else b""
        called = (file.filename or "") if isinstance(file, UploadFile) else ""
    finally:
        await form.close()
    if not content:
        raise BadInput(say(NO_FILE))
    return called, content


async def limited(request: Request, most_bytes: int) -> AsyncGenerator[bytes, None]:
    """The body as it arrives, up to a limit. Raises TooLarge."""
    so_far = 0
    async for chunk in chunks_of(request):
        so_far += len(chunk)
        if so_far > most_bytes:
            raise TooLarge(say(TOO_LARGE))
        yield chunk


async def body_of(request: Request, most_bytes: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it is."""
    body = bytearray()
    async for chunk in limited(request, most_bytes):
        body += chunk
    return bytes(body)


async def chunks_of(request: Request) -> AsyncIterator[bytes]:
    """The body as it arrives. A browser or phone that hangs up in the middle gets no answer, and nothing is kept."""
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect as error:
        raise HungUp(say(N_("The line was cut."))) from error
