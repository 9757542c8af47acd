"""A module under another ABI version: Envoy knows none of the one that the Go SDK of the fixtures declares, whose
callbacks are those of 0.2.0 all the same."""

OURS, KNOWN = b"proxy_abi_version_0_2_100", b"proxy_abi_version_0_2_0"
EXPORTS = 7


def for_all(source, target):
    """Writes the module with the export renamed; both gateways run what is written."""
    with open(source, "rb") as f:
        module = f.read()
    with open(target, "wb") as out:
        out.write(module[:8] + b"".join(sections(module)))


def sections(module):
    at = 8
    while at < len(module):
        kind = module[at]
        size, at = number(module, at + 1)
        body = module[at:at + size]
        at += size
        if kind == EXPORTS:
            body = body.replace(vector(OURS), vector(KNOWN))
        yield bytes([kind]) + encoded(len(body)) + body


def vector(name):
    return encoded(len(name)) + name


def number(data, at):
    """(an unsigned LEB128, where it ends)"""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def encoded(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])
