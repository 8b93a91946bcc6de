// A signature that the core cannot check itself, as a value: ES256 and RS256 (RFC 7518, 3.3 and 3.4), and
// P-256 of the ecdsa suites of Data Integrity. Whoever has OpenSSL or WebCrypto answers, and the check is
// made again with the answers.
#pragma once

#include "core/crypto/bytes.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

enum class SignatureAlgorithm { es256, rs256 };

// ES256 or RS256.
std::string_view name_of(SignatureAlgorithm algorithm);

struct SignatureQuestion {
    SignatureAlgorithm algorithm = SignatureAlgorithm::es256;
    Bytes key; // es256: the point of P-256 (SEC 1, 2.3.3), 33 bytes or 65; rs256: SubjectPublicKeyInfo, DER
    Bytes message;   // what was signed: its SHA-256 is what the algorithm takes
    Bytes signature; // es256: r and s, 32 bytes each

    friend bool operator==(const SignatureQuestion&, const SignatureQuestion&) = default;
};

// SHA-256 (hex) of all of it, so that an answer is one to this question and to no other.
std::string id_of(const SignatureQuestion& question);

// Whether the signature holds, by id. A key that is none, or a point beside the curve: false. What nobody
// could answer is not in it.
using SignatureAnswers = std::map<std::string, bool, std::less<>>;

// The most that one check asks; what is beyond that stays without an answer.
inline constexpr std::size_t max_questions = 256;
inline constexpr std::size_t max_question_bytes = 32U * 1024 * 1024; // of all messages

// Where one check asks. What has no answer yet is kept for the caller.
struct SignatureDesk {
    const SignatureAnswers* answers = nullptr; // nullptr: none
    std::vector<SignatureQuestion> open = {};  // each once

    // Nothing: no answer yet, and it is open now, unless there are too many.
    std::optional<bool> ask(SignatureQuestion question);
};

} // namespace cairn
