"""AnkiConnect, the add-on by which a running Anki can be asked: JSON over HTTP, by the standard library.

Only this machine is asked unless somebody wants it otherwise. No proxy is used, no redirect followed, and an
answer that is larger than any real one is not read.
"""

import json
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from typing_extensions import override

from deacards.problem import DeacardsError, RefusedError

ADDRESS = "http://127.0.0.1:8765"
VERSION = 6
_SECONDS = 120  # an import of a large package takes its time
_MOST_BYTES = 256 * 2**20
_AT_ONCE = 500
"""How many notes or cards are asked about in one request."""


class NotReachableError(DeacardsError):
    """Anki does not answer (exit 4)."""

    exit_code = 4


class RefusedByAnkiError(DeacardsError):
    """Anki answered that it will not, or could not."""


class AnkiConnect:
    """A running Anki at an address; `key` is the add-on's, "" where none is set."""

    def __init__(self, address: str = ADDRESS, key: str = "", *, allow_remote: bool = False) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise RefusedError(f"{address}: is no address; write for example {ADDRESS}")
        if not allow_remote and not is_loopback(parts.hostname):
            raise RefusedError(
                f"{address}: is another machine, which would be sent your cards; add --remote if it is yours"
            )
        self._address = address
        self._key = key
        self._opener = build_opener(ProxyHandler({}), _NoRedirects())

    def call(self, action: str, **params: object) -> Any:  # noqa: ANN401 - every action has a result of its own
        """Return the result of an action. Raises `NotReachableError`, `RefusedByAnkiError`."""
        asked: dict[str, object] = {"action": action, "version": VERSION, "params": params}
        if self._key:
            asked["key"] = self._key
        request = Request(  # noqa: S310 - __init__ allows two schemes
            self._address, json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )
        answer = self._answer(request)
        if not isinstance(answer, dict) or "error" not in answer:
            raise NotReachableError(f"{self._address}: something answers there that is not AnkiConnect")
        if answer["error"] is not None:
            raise RefusedByAnkiError(f"Anki refused {action}: {str(answer['error'])[:300]}")
        return answer.get("result")

    def call_in_parts(self, action: str, name: str, values: Sequence[object]) -> Iterator[Any]:
        """Yield the results of an action on many values, some hundreds at once."""
        for start in range(0, len(values), _AT_ONCE):
            yield self.call(action, **{name: values[start : start + _AT_ONCE]})

    def _answer(self, request: Request) -> object:
        """Return the JSON that comes back."""
        try:
            with self._opener.open(request, timeout=_SECONDS) as response:
                data = response.read(_MOST_BYTES + 1)
        except (URLError, HTTPException, OSError) as exc:
            reason = getattr(exc, "reason", exc)
            raise NotReachableError(
                f"{self._address}: Anki does not answer ({reason}); start Anki, and install its add-on "
                "AnkiConnect (code 2055492159) if you have not"
            ) from exc
        if len(data) > _MOST_BYTES:
            raise NotReachableError(f"{self._address}: the answer is larger than any of Anki's")
        try:
            return json.loads(data)
        except ValueError as exc:
            raise NotReachableError(
                f"{self._address}: something answers there that is not AnkiConnect"
            ) from exc


class _NoRedirects(HTTPRedirectHandler):
    @override
    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its name or its number; no name is looked up."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
