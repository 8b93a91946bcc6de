# Makes passphrase.sealed without libsodium: the construction as its documentation describes it, with Argon2id and
# ChaCha20 from Python's `cryptography` (OpenSSL), HChaCha20 and Poly1305 written out.
#     python3 make.py > passphrase.sealed
import base64, json, struct, sys
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.poly1305 import Poly1305

OPS, MEM, CHUNK = 1, 1024 * 1024, 65536


def hchacha20(key, nonce):
    def rotl(value, by):
        return ((value << by) | (value >> (32 - by))) & 0xFFFFFFFF

    def quarter(s, a, b, c, d):
        for x, y, z, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[x] = (s[x] + s[y]) & 0xFFFFFFFF
            s[z] = rotl(s[z] ^ s[x], by)

    s = list(struct.unpack('<16I', b'expand 32-byte k' + key + nonce))
    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(s, a, b, c, d)
    return struct.pack('<8I', *(s[:4] + s[12:]))


def chacha20(key, nonce, block, data):
    return Cipher(algorithms.ChaCha20(key, struct.pack('<I', block) + nonce), None).encryptor().update(data)


def sealed(key, header, context, chunks):
    key, counter, inner = hchacha20(key, header[:16]), 1, header[16:]
    for chunk, tag in chunks:
        nonce = struct.pack('<I', counter) + inner
        mac = Poly1305(chacha20(key, nonce, 0, bytes(32)))
        block = chacha20(key, nonce, 1, bytes([tag]) + bytes(63))
        body = chacha20(key, nonce, 2, chunk)
        # As libsodium pads it, which is not as RFC 8439 does.
        padded = context + bytes(-len(context) % 16) + block + body + bytes((0x10 - 64 + len(body)) % 16)
        mac.update(padded + struct.pack('<QQ', len(context), 64 + len(body)))
        code = mac.finalize()
        yield block[:1] + body + code
        inner = bytes(a ^ b for a, b in zip(inner, code[:8]))
        counter += 1


salt, header = bytes(range(16)), bytes(range(100, 124))
text = lambda value: base64.urlsafe_b64encode(value).decode().rstrip('=')
line = '{"format":"cairn-sealed",' + json.dumps({
    'chunk': CHUNK, 'header': text(header), 'kdf': 'argon2id13', 'memlimit': MEM, 'opslimit': OPS, 'salt': text(salt),
    'version': 1}, separators=(',', ':'))[1:] + '\n'
key = Argon2id(salt=salt, length=32, iterations=OPS, lanes=1, memory_cost=MEM // 1024).derive('trotz Träumen'.encode())
plain = bytes(i * 7 % 251 for i in range(70000))
chunks = [(plain[:CHUNK], 0), (plain[CHUNK:], 3)]
sys.stdout.buffer.write(line.encode() + b''.join(sealed(key, header, line.encode(), chunks)))
