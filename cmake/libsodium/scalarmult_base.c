// A multiple of Ed25519's base point without libsodium's table of its multiples: 30 kB that do not compress,
// a tenth of what the page's program takes to arrive. libsodium's own multiplication of any point by a secret
// takes its place, in constant time as well. A key or a signature takes longer by a fraction of a
// millisecond; verifying never used that table.
#include "private/ed25519_ref10.h"

void ge25519_scalarmult_base(ge25519_p3* result, const unsigned char* scalar) {
    // RFC 8032, section 5.1: y = 4/5, x even.
    static const unsigned char base[32] = {0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                           0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                           0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66};
    ge25519_p3 point;
    ge25519_frombytes(&point, base);
    ge25519_scalarmult(result, scalar, &point);
}
