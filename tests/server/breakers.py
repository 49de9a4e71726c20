"""What somebody would send who wants to bring the endpoint down: queries, and raw requests.

Each query stands with the statuses that may answer it; wherever one must not go out, ``OUT`` is an
endpoint that listens.
"""

from collections.abc import Callable, Mapping
from typing import Final

EVERYTHING: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
WRONG: Final = frozenset({400})
FORBIDDEN: Final = frozenset({400, 403})
STOPPED: Final = frozenset({503, 504})
ANSWERED: Final = frozenset({200})
HELD: Final = ANSWERED | STOPPED
NOT_READ: Final = WRONG | STOPPED
ANY: Final = frozenset({200, 400, 406, 413, 503, 504})


def nested(begin: str, inner: str, end: str, times: int) -> str:
    return begin * times + inner + end * times


def doubled(times: int) -> str:
    """A text that doubles itself so many times."""
    steps = (f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?t{times}) AS ?n) {{ BIND('aaaaaaaa' AS ?t0) {' '.join(steps)} }}"


Query = tuple[str, frozenset[int]]

NESTED: Final[Mapping[str, Query]] = {
    "groups": (f"SELECT * {{ {nested('{', '', '}', 300_000)} }}", NOT_READ),
    "brackets": (f"ASK {{ FILTER({nested('(', '1', ')', 300_000)}) }}", NOT_READ),
    "brackets that are not closed": ("ASK { FILTER(" + "(" * 300_000, NOT_READ),
    "selects": (nested("SELECT * { { ", "?s ?p ?o", " } }", 20_000), ANY),
    "optionals": (f"SELECT * {{ {nested('OPTIONAL { ', '?s ?p ?o', ' }', 50_000)} }}", ANY),
    "filters": (f"ASK {{ {nested('FILTER NOT EXISTS { ', '', ' }', 20_000)} }}", ANY),
    "unions in a row": (f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * 50_000)} }}", ANY),
    "minus in a row": (f"ASK {{ ?s ?p ?o {'MINUS { ?s ?p 1 } ' * 20_000} }}", ANY),
    "sums in a row": (f"SELECT ({'+'.join(['1'] * 300_000)} AS ?n) {{}}", ANY),
    "ors in a row": (f"ASK {{ FILTER({' || '.join(['false'] * 200_000)}) }}", ANY),
    "nots": (f"ASK {{ FILTER({'!' * 300_000}true) }}", ANY),
    "calls": (f"SELECT ({nested('STR(', '1', ')', 100_000)} AS ?n) {{}}", ANY),
    "lists": (f"ASK {{ {nested('( ', '1', ' )', 100_000)} ?p ?o }}", ANY),
    "blank nodes": (f"ASK {{ {nested('[ ?p ', '1', ' ]', 100_000)} }}", ANY),
    "triple terms": (f"ASK {{ ?s ?p {nested('<<( ?s ?p ', '1', ' )>>', 50_000)} }}", ANY),
    "path in brackets": (f"ASK {{ ?s {nested('(', '<p:1>', ')', 300_000)} ?o }}", NOT_READ),
    "path of stars": (f"ASK {{ ?s {nested('(', '<p:1>', ')*', 3_000)} ?o }}", ANY),
    "path of many steps": (f"ASK {{ ?s {'/'.join(['<p:1>'] * 100_000)} ?o }}", ANY),
    "path of many ways": (f"ASK {{ ?s {'|'.join(['<p:1>'] * 100_000)} ?o }}", ANY),
}
"""What is nested deeply, or stands in a row so long that the engine nests it."""

EXPLODING: Final[Mapping[str, Query]] = {
    "cross product": (f"SELECT (COUNT(*) AS ?n) {{ {EVERYTHING} }}", STOPPED),
    "cross product in an order": (f"SELECT * {{ {EVERYTHING} }} ORDER BY ?c ?f ?i", STOPPED),
    "cross product without doubles": (f"SELECT DISTINCT * {{ {EVERYTHING} }}", STOPPED),
    "cross product in groups": (
        f"SELECT ?a ?d ?g (SAMPLE(?l) AS ?n) {{ {EVERYTHING} }} GROUP BY ?a ?d ?g",
        STOPPED,
    ),
    "one long text of all": (
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?n) {{ {EVERYTHING} }}",
        STOPPED,
    ),
    "cross product that is taken away": (
        f"ASK {{ ?s ?p ?o MINUS {{ {EVERYTHING} FILTER(?c != ?f) ?s ?p ?o }} FILTER(false) }}",
        HELD,
    ),
    "subtraction of a cross product": (
        (
            f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER NOT EXISTS {{ {EVERYTHING}"
            " FILTER(CONCAT(STR(?c), STR(?s)) = 'x') } }"
        ),
        STOPPED,
    ),
    "graph of a cross product": (
        f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {EVERYTHING} }} OFFSET 4000000000",
        STOPPED,
    ),
    "a node for each": (f"CONSTRUCT {{ [] <p:1> [ <p:2> ?a ] }} WHERE {{ {EVERYTHING} }}", HELD),
    "all described": (f"DESCRIBE * {{ {EVERYTHING} }}", HELD),
    "paths everywhere": (
        (
            "SELECT (COUNT(*) AS ?n) { ?a (!<p:1>|^!<p:1>)* ?b . ?b (!<p:2>|^!<p:2>)+ ?c ."
            " ?c (!<p:3>)* ?d . ?d (!<p:4>|^!<p:4>)* ?e }"
        ),
        STOPPED,
    ),
    "values times values": (
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"VALUES ?v{n} {{ {'1 ' * 200} }}" for n in range(9))
        + " }",
        STOPPED,
    ),
    "a text that doubles": (doubled(60), STOPPED | ANSWERED),
    "a text that is replaced": (
        (
            f"SELECT (REPLACE(?b, 'a', ?b) AS ?c) {{ BIND(REPLACE('{'a' * 2000}', 'a',"
            f" '{'a' * 2000}') AS ?b) }}"
        ),
        HELD,
    ),
    "a text in every hash": (
        (
            f"SELECT (SHA512(?t) AS ?hash) {{ BIND('{'x' * 1_000_000}' AS ?t) {EVERYTHING} }}"
            " OFFSET 4000000000"
        ),
        STOPPED,
    ),
    "a regular expression that grows": (
        "ASK { ?s ?p ?o FILTER(REGEX(STR(?o), '(((a{0,300}){0,300}){0,300}){0,300}')) }",
        ANY,
    ),
    "a regular expression that goes back": (
        f"SELECT (REGEX('{'a' * 100_000}b', '^(a+)+$') AS ?r) {{}}",
        ANY,
    ),
    "a regular expression in each row": (
        (
            f"SELECT * {{ {EVERYTHING} FILTER(REGEX(CONCAT(STR(?c), STR(?f)),"
            " CONCAT('^(.*', STR(?i), ')*x$'))) }"
        ),
        STOPPED | WRONG,
    ),
    "a limit beyond numbers": (f"SELECT * {{ ?s ?p ?o }} LIMIT 1{'0' * 40}", WRONG),
    "an offset beyond numbers": ("SELECT * { ?s ?p ?o } OFFSET 18446744073709551615", HELD | WRONG),
    "a number beyond numbers": (f"SELECT (1{'0' * 100_000} * 10 AS ?n) {{}}", ANY),
    "a decimal beyond decimals": (
        f"SELECT (1{'0' * 38}.5 * 1{'0' * 38}.5 AS ?n) (1/0 AS ?m) (1e308*1e308 AS ?o) {{}}",
        ANY,
    ),
    "a day beyond days": (
        (
            "PREFIX x: <http://www.w3.org/2001/XMLSchema#>"
            ' SELECT (YEAR("99999999999999-01-01"^^x:date) AS ?y)'
            ' ("-9999999-01-01"^^x:date - "P999999999Y"^^x:duration AS ?z) {}'
        ),
        ANY,
    ),
    "a place beyond the text": ("SELECT (SUBSTR('abc', -1e300, 1e308) AS ?t) {}", ANY),
}
"""What takes all time or memory that it gets."""

LARGE: Final[Mapping[str, tuple[Callable[[], str], frozenset[int]]]] = {
    "ten megabytes of comment": (lambda: f"ASK {{}} #{'x' * 10_000_000}", ANSWERED),
    "ten megabytes of blanks": (lambda: f"ASK {' ' * 10_000_000}{{}}", ANSWERED),
    "ten megabytes of one text": (lambda: f"ASK {{ ?s ?p '{'x' * 10_000_000}' }}", ANSWERED),
    "ten megabytes of one name": (lambda: f"ASK {{ ?s ?p ?{'x' * 10_000_000} }}", ANY),
    "ten megabytes of nonsense": (lambda: "x" * 10_000_000, WRONG),
    "ten megabytes of values": (lambda: f"ASK {{ VALUES ?v {{ {'1 ' * 5_000_000} }} }}", ANY),
    "ten megabytes of triples": (lambda: f"ASK {{ {'?s ?p 1 . ' * 1_000_000} }}", ANY),
    "a hundred thousand columns": (
        lambda: (
            f"SELECT * {{ VALUES ({' '.join(f'?v{n}' for n in range(100_000))})"
            f" {{ ({'1 ' * 100_000}) }} }}"
        ),
        ANY,
    ),
    "a hundred thousand prefixes": (
        lambda: (
            "".join(f"PREFIX p{n}: <http://example.org/{n}> " for n in range(100_000)) + "ASK {}"
        ),
        ANY,
    ),
    "a hundred thousand graphs": (
        lambda: "SELECT * " + "".join(f"FROM <g:{n}> " for n in range(100_000)) + "{ ?s ?p ?o }",
        ANY,
    ),
    "a graph with a large template": (
        lambda: f"CONSTRUCT {{ {'?s ?p ?o . ' * 100_000} }} {{ ?s ?p ?o }}",
        ANY,
    ),
    "an endless IRI": (lambda: f"ASK {{ <http://example.org/{'x' * 2_000_000}> ?p ?o }}", ANSWERED),
}
"""What is much in itself."""

DAMAGED: Final[Mapping[str, Query]] = {
    "nothing": ("", WRONG),
    "blanks": (" \n\t", WRONG),
    "a zero byte": ("ASK { ?s ?p '\0' }", ANY),
    "zero bytes": ("\0" * 1000, WRONG),
    "a byte order mark": ("\ufeffASK {}", ANY),
    "a noncharacter": ("ASK { ?s ?p '\uffff' }", ANY),
    "an escaped half of a character": ("ASK { ?s ?p '\\uD800' }", WRONG),
    "an escape beyond characters": ("ASK { ?s ?p '\\U00110000' }", WRONG),
    "an escape that breaks off": ("ASK { ?s ?p '\\u12", WRONG),
    "a text from right to left": ("\u202eASK {}", WRONG),
    "a base that is none": ("BASE <no base> ASK { <x> ?p ?o }", WRONG),
    "an address that is none": ("ASK { <http://[::1> ?p ?o }", WRONG),
    "a type that is none": ('ASK { ?s ?p "x"^^<no type> }', ANY),
    "an update": ("DROP ALL", WRONG),
    "an update behind a query": ("ASK {} ; DROP ALL", WRONG),
    "a function that nobody knows": ("ASK { FILTER(<http://example.org/f>(1)) }", WRONG),
}
"""What is no query, or hardly one."""

GOING_OUT: Final[Mapping[str, str]] = {
    "with an escaped letter": "SELECT * { \\u0053ERVICE OUT { ?s ?p ?o } }",
    "with escaped letters": "SELECT * { \\U00000053\\u0065RVICE OUT { ?s ?p ?o } }",
    "with a long s": "SELECT * { \u017fERVICE OUT { ?s ?p ?o } }",
    "with a dotless i": "SELECT * { SERV\u0131CE OUT { ?s ?p ?o } }",
    "with wide letters": "SELECT * { \uff33\uff25\uff32\uff36\uff29\uff23\uff25 OUT { ?s ?p ?o } }",
    "with an invisible blank": "SELECT * { SERVICE\u200bOUT { ?s ?p ?o } }",
    "with a blank of another kind": "SELECT * { SERVICE\u00a0OUT { ?s ?p ?o } }",
    "behind a comment and a return": "SELECT * { SERVICE #\rOUT { ?s ?p ?o } }",
    "behind a form feed": "SELECT * { SERVICE\fOUT { ?s ?p ?o } }",
    "to an escaped address": "SELECT * { SERVICE <http://127.0.0.1:PORT/\\u0078> { ?s ?p ?o } }",
    "in capitals and small letters": "SELECT * { sERVICe sILENt OUT { ?s ?p ?o } }",
    "by a prefixed name": "PREFIX e: <http://127.0.0.1:PORT/> ASK { SERVICE e:x { ?s ?p ?o } }",
    "by a base": "BASE <http://127.0.0.1:PORT/> ASK { SERVICE <x> { ?s ?p ?o } }",
    "by a variable": "ASK { BIND(OUT AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "by an expression": "ASK { BIND(IRI('http://127.0.0.1:PORT/') AS ?e) SERVICE ?e {} }",
    "inside another": "ASK { SERVICE OUT { SERVICE OUT { ?s ?p ?o } } }",
    "under minus": "ASK { ?s ?p ?o MINUS { SERVICE SILENT OUT { ?s ?p ?o } } }",
    "under exists": "SELECT (EXISTS { SERVICE SILENT OUT { ?s ?p ?o } } AS ?e) {}",
    "in the order": "SELECT * { ?s ?p ?o } ORDER BY EXISTS { SERVICE SILENT OUT { ?s ?p ?o } }",
    "in a condition of groups": (
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE SILENT OUT { ?s ?p ?o } })"
    ),
    "by loading": "LOAD OUT",
    "by loading quietly": "LOAD SILENT OUT INTO GRAPH <http://example.org/g>",
    "by loading behind a query": "ASK {} ; LOAD OUT",
}
"""Every way out of which one might think; each is refused, and nobody hears of it."""

NAMING: Final[Mapping[str, str]] = {
    "from": "SELECT * FROM OUT { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED OUT { GRAPH ?g { ?s ?p ?o } }",
    "from with words of loading": "SELECT * FROM OUT # LOAD OUT\n{ ?load ?into OUT }",
    "graph": "SELECT * { GRAPH OUT { ?s ?p ?o } }",
    "described": "DESCRIBE OUT",
    "a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
}
"""What only names an address, and is answered without asking it."""

HEADERS: Final = b"Host: x\r\nConnection: close\r\n"
FORM: Final = b"Content-Type: application/x-www-form-urlencoded\r\n"
DIRECT: Final = b"Content-Type: application/sparql-query\r\n"


def get(query: bytes, more: bytes = b"") -> bytes:
    return b"GET /sparql?" + query + b" HTTP/1.1\r\n" + HEADERS + more + b"\r\n"


def post(body: bytes, more: bytes = DIRECT, length: bytes = b"") -> bytes:
    length = length or b"%d" % len(body)
    told = b"Content-Length: " + length + b"\r\n"
    return b"POST /sparql HTTP/1.1\r\n" + HEADERS + more + told + b"\r\n" + body


ASK: Final = b"query=ASK%20%7B%7D"
CHUNKS: Final = b"Transfer-Encoding: chunked\r\n"
BEGIN: Final = b"POST /sparql HTTP/1.1\r\n" + HEADERS + DIRECT

RAW: Final[Mapping[str, tuple[bytes, frozenset[int]]]] = {
    "a lone percent": (get(b"query=%"), WRONG),
    "a percent without a number": (get(b"query=%zz"), WRONG),
    "half an escape": (get(b"query=ASK%20%7B%7D%2"), WRONG),
    "a zero by percent": (get(b"query=%00"), WRONG),
    "a byte that is no UTF-8": (get(b"query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%7D"), WRONG),
    "a character written too long": (get(b"query=%C0%AF"), WRONG),
    "half a character by percent": (get(b"query=%ED%A0%80"), WRONG),
    "bytes as they are": (get(b"query=\xff\xfe"), frozenset({400, 0})),
    "percent in the name": (get(b"%71uery=ASK%20%7B%7D"), ANSWERED),
    "two queries": (get(ASK + b"&" + ASK), WRONG),
    "two thousand parameters": (get(ASK + b"&a=1" * 2000), WRONG),
    "parameters without names": (get(b"&&&=&=x&" + ASK), ANSWERED),
    "an address of a megabyte": (get(b"query=" + b"x" * 1_000_000), frozenset({400, 414, 431, 0})),
    "a header of a megabyte": (
        get(ASK, b"X: " + b"x" * 1_000_000 + b"\r\n"),
        frozenset({400, 431, 0}),
    ),
    "a thousand headers": (get(ASK, b"X: y\r\n" * 1000), frozenset({400, 431, 0})),
    "a header that accepts everything twice": (
        get(ASK, b"Accept: " + b"*/*;q=0.1," * 5000 + b"\r\n"),
        ANSWERED,
    ),
    "nonsense that is accepted": (get(ASK, b"Accept: ;;;,,/;q=x\xff\r\n"), ANSWERED),
    "five thousand validators": (
        get(ASK, b"If-None-Match: " + b'"x",' * 5000 + b"\r\n"),
        ANSWERED,
    ),
    "a part of the answer": (get(ASK, b"Range: bytes=0-1\r\n"), ANSWERED),
    "a time without end": (get(ASK + b"&timeout=1e999"), WRONG),
    "a time that is no number": (get(ASK + b"&timeout=nan"), WRONG),
    "a time below zero": (get(ASK + b"&timeout=-1"), WRONG),
    "a name of a query that leads away": (get(ASK + b"&id=../../etc/passwd"), WRONG),
    "a method that is none": (b"FOO /sparql HTTP/1.1\r\n" + HEADERS + b"\r\n", frozenset({405})),
    "a trace": (b"TRACE /sparql HTTP/1.1\r\n" + HEADERS + b"\r\n", frozenset({405})),
    "a tunnel": (b"CONNECT x:1 HTTP/1.1\r\n" + HEADERS + b"\r\n", frozenset({400, 404, 405, 0})),
    "the address of another host": (
        b"GET http://example.org/sparql?" + ASK + b" HTTP/1.1\r\n" + HEADERS + b"\r\n",
        ANSWERED,
    ),
    "no host": (b"GET /sparql?" + ASK + b" HTTP/1.1\r\nConnection: close\r\n\r\n", ANY | {0}),
    "two hosts": (get(ASK, b"Host: y\r\n"), ANY | {0}),
    "a host that is none": (
        b"GET /sparql HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n",
        WRONG,
    ),
    "the oldest HTTP": (b"GET /sparql\r\n\r\n", frozenset({400, 505, 0})),
    "HTTP of the future": (b"GET /sparql HTTP/9.9\r\nHost: x\r\n\r\n", frozenset({400, 505, 0})),
    "HTTP/2 and then nonsense": (
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 99,
        frozenset({0}),
    ),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500, frozenset({400, 0})),
    "nonsense": (b"\0\xff\r\n" * 1000, frozenset({400, 0})),
    "in chunks": (BEGIN + CHUNKS + b"\r\n6\r\nASK {}\r\n0\r\n\r\n", frozenset({411})),
    "in chunks with a length": (
        BEGIN + CHUNKS + b"Content-Length: 6\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n",
        frozenset({400, 411, 0}),
    ),
    "a chunk larger than numbers": (
        BEGIN + CHUNKS + b"\r\nffffffffffffffffff\r\nASK {}\r\n0\r\n\r\n",
        frozenset({400, 411, 0}),
    ),
    "two lengths": (post(b"ASK {}", DIRECT + b"Content-Length: 5\r\n"), frozenset({400, 0})),
    "a length below zero": (post(b"ASK {}", length=b"-6"), frozenset({400, 0})),
    "a length beyond numbers": (post(b"ASK {}", length=b"9" * 40), frozenset({400, 413, 0})),
    "a length that is no number": (post(b"ASK {}", length=b"6x"), frozenset({400, 0})),
    "more than may be sent": (
        post(b"ASK {} #" + b"x" * 1_000_000, length=b"17000000"),
        frozenset({413}),
    ),
    "a length that is too large": (post(b"ASK {}", length=b"17000000"), frozenset({413})),
    "a body that is too long": (post(b"ASK {} nonsense", length=b"6"), ANSWERED),
    "a packed body": (post(b"x", DIRECT + b"Content-Encoding: gzip\r\n"), frozenset({415})),
    "another charset": (
        post(b"ASK {}", b"Content-Type: application/sparql-query; charset=utf-7\r\n"),
        frozenset({415}),
    ),
    "no type": (post(b"ASK {}", b""), frozenset({415})),
    "a type that is none": (post(b"ASK {}", b"Content-Type: \xff;;=\r\n"), frozenset({415, 400})),
    "a form of parts": (
        post(b"--x\r\n\r\n--x--", b"Content-Type: multipart/form-data; boundary=x\r\n"),
        frozenset({415}),
    ),
    "a form that is no UTF-8": (post(b"query=\xff", FORM), WRONG),
    "a query that is no UTF-8": (post(b"ASK { ?s ?p '\xff' }"), WRONG),
    "a body with a question before it": (
        post(b"ASK {}", DIRECT + b"Expect: 100-continue\r\n"),
        frozenset({100, 200}),
    ),
    "an expectation that nobody has": (
        post(b"ASK {}", DIRECT + b"Expect: a miracle\r\n"),
        frozenset({200, 417}),
    ),
    "a change of protocol": (
        get(ASK, b"Upgrade: h2c, websocket\r\nHTTP2-Settings: AAMAAABk\r\n"),
        frozenset({200, 101}),
    ),
    "a body with a question": (get(ASK, b"Content-Length: 3\r\n") + b"abc", ANSWERED),
}
"""Requests as bytes, with the statuses that may answer; 0 is a connection that is closed."""
