#include "cli/signatures.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string>

namespace cairn::cli {
namespace {

// Each round may bring what it needs to ask more: a status list whose own key it could not tell before.
constexpr int most_rounds = 4;
constexpr std::size_t coordinate = 32;

template <auto Free>
struct Freed {
    void operator()(auto* pointer) const { Free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using HashContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Ecdsa = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

Key rsa_key(const Bytes& spki) {
    const unsigned char* at = spki.data();
    Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    const bool whole = key && at == spki.data() + spki.size();
    return whole && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA ? std::move(key) : nullptr;
}

Key point_key(Bytes point) {
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    std::array<char, 6> group{"P-256"};
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size() - 1),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end()};
    EVP_PKEY* key = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(parameters.data()));
    return Key(key);
}

// OpenSSL takes r and s as a sequence in DER.
Bytes in_der(const Bytes& signature) {
    if (signature.size() != 2 * coordinate) return {};
    Ecdsa both(ECDSA_SIG_new());
    BIGNUM* const r = BN_bin2bn(signature.data(), coordinate, nullptr);
    BIGNUM* const s = BN_bin2bn(signature.data() + coordinate, coordinate, nullptr);
    if (!both || ECDSA_SIG_set0(both.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    Bytes der(static_cast<std::size_t>(std::max(0, i2d_ECDSA_SIG(both.get(), nullptr))));
    unsigned char* at = der.data();
    i2d_ECDSA_SIG(both.get(), &at);
    return der;
}

bool holds(const SignatureQuestion& question) {
    const bool rsa = question.algorithm == SignatureAlgorithm::rs256;
    const Key key = rsa ? rsa_key(question.key) : point_key(question.key);
    const Bytes signature = rsa ? question.signature : in_der(question.signature);
    const HashContext context(EVP_MD_CTX_new());
    return key && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), question.message.data(),
                            question.message.size()) == 1;
}

} // namespace

SignatureAnswers answers_to(std::span<const SignatureQuestion> questions) {
    SignatureAnswers answers;
    for (const SignatureQuestion& question : questions)
        answers.emplace(id_of(question), holds(question));
    return answers;
}

CheckedFile check_and_answer(const ByteSource& file, const CheckContext& context) {
    SignatureAnswers answers;
    CheckContext again = context;
    again.answers = &answers;
    CheckedFile checked = check_file(file, again);
    for (int round = 0; round < most_rounds && !checked.report.questions.empty(); ++round) {
        answers.merge(answers_to(checked.report.questions));
        checked = check_file(file, again);
    }
    return checked;
}

} // namespace cairn::cli
