// Tokens whose signatures are checked: by which key, by which algorithm, and what is refused.
#include "core/credentials/jws.hpp"
#include "core/credentials/trust.hpp"
#include "support/answers.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>
#include <functional>

namespace cairn {

namespace {

using test::check_answered;
using test::february;
using test::sample_file;

std::string token(const std::string& name) {
    return sample_file("tokens", name);
}

std::string part(const std::string& text) {
    return to_base64url(bytes_of(text));
}

// The same token with another header; its signature stays.
std::string with_header(const std::string& text, const std::function<void(Json&)>& change) {
    const std::size_t dot = text.find('.');
    Json header = read_json(text_of(*from_base64url(text.substr(0, dot)))).value();
    change(header);
    return part(header.dump()) + text.substr(dot);
}

// A token by an Ed25519 key.
std::string signed_token(const Json& header, const Json& payload, const Seed& seed = test::campus_seed) {
    const std::string text = part(header.dump()) + "." + part(payload.dump());
    return text + "." + to_base64url(sign(seed, bytes_of(text)));
}

const std::string campus = did_of(public_key_of(test::campus_seed));

Json header() {
    return {{"alg", "EdDSA"}, {"kid", verification_method_of(campus)}};
}

Json payload() {
    Json badge = test::sample();
    badge.erase("proof");
    return badge;
}

const ProofResult& proof_of(const CheckReport& report) {
    REQUIRE(report.proofs.size() == 1);
    return report.proofs.front();
}

std::string reason_of(const std::string& text) {
    return proof_of(check_answered(text, {.at = february})).reason;
}

} // namespace

TEST_CASE("tokens by EdDSA, ES256 and RS256 hold, and say whether the key is the issuer's") {
    if (!test::somebody_answers) return;
    const std::tuple<const char*, const char*, bool> table[] = {
        {"eddsa-kid.jwt", "EdDSA", true},
        {"es256-kid.jwt", "ES256", true},
        {"es256-jwk.jwt", "ES256", false},
        {"rs256-jwk.jwt", "RS256", false},
    };
    for (const auto& [name, algorithm, bound] : table) {
        CAPTURE(name);
        const CheckReport report = check_answered("\n " + token(name) + "\n", {.at = february});
        CHECK(report.kind == CredentialKind::jwt);
        CHECK(proof_of(report).cryptosuite == algorithm);
        CHECK(proof_of(report).reason.empty());
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.issuer_bound == bound);
        CHECK(report.claims == "ok");
        CHECK(report.questions.empty());
        CHECK(report.state == CheckState::issuer_unknown);
        CHECK(holds(report));
        std::string changed = token(name);
        changed[changed.find('.') + 20] ^= 1;
        CHECK_FALSE(holds(check_answered(changed, {.at = february})));
    }
}

TEST_CASE(
    "a token of version 1 is read with what its claims say, by a key of a document that was brought along") {
    if (!test::somebody_answers) return;
    Trust trust;
    REQUIRE(trust.add(token("campus.did.json"), "did.json").has_value());
    const CheckReport report = check_answered(token("rs256-vc.jwt"), {.at = february, .trust = &trust});
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.issuer_id == "did:web:campus.example");
    CHECK(report.issuer_bound == true);
    CHECK(report.claims == "ok");
    CHECK(report.id == "urn:uuid:5a000000-0000-4000-8000-00000000b024");
    CHECK(report.valid_from == test::moment("2026-01-05T12:00:00Z"));
    const CheckReport without = check_answered(token("rs256-vc.jwt"), {.at = february});
    CHECK(without.signature == SignatureVerdict::unsupported);
    CHECK(proof_of(without).reason == "proof.keyUnknown");
    CHECK(without.state == CheckState::not_checked);
}

TEST_CASE("a signature that nobody answered for is open, and what to ask is given back") {
    const CheckReport report = test::check(token("es256-kid.jwt"));
    CHECK(report.signature == SignatureVerdict::unsupported);
    CHECK(proof_of(report).reason == "proof.unanswered");
    CHECK(report.state == CheckState::not_checked);
    REQUIRE(report.questions.size() == 1);
    const SignatureQuestion& question = report.questions.front();
    CHECK(question.algorithm == SignatureAlgorithm::es256);
    CHECK(question.key.size() == 33);
    CHECK(question.signature.size() == 64);
    const std::string text = token("es256-kid.jwt");
    CHECK(text_of(question.message) == text.substr(0, text.rfind('.')));
    const SignatureAnswers no{{id_of(question), false}};
    const CheckReport denied = check_text(text, {.at = february, .answers = &no});
    CHECK(denied.signature == SignatureVerdict::invalid);
    CHECK(denied.questions.empty());
    // What stands inside others asks as well.
    const Json inside = test::presented(
        Json{{"id", "data:application/vc+jwt," + text}, {"type", "EnvelopedVerifiableCredential"}}, 1);
    CHECK(test::check(inside).questions.size() == 1);
}

TEST_CASE("a token whose algorithm does not fit its key, or is none, is refused") {
    const std::string rsa = token("rs256-jwk.jwt");
    const std::string point = token("es256-jwk.jwt");
    const auto algorithm = [](const std::string& text, const char* name) {
        return with_header(text, [&](Json& header) { header["alg"] = name; });
    };
    CHECK(reason_of(algorithm(rsa, "none")) == "proof.algNone");
    for (const char* name : {"HS256", "HS384", "HS512", "ES256", "EdDSA", "Ed25519"})
        CHECK(reason_of(algorithm(rsa, name)) == "proof.algorithm");
    CHECK(reason_of(algorithm(point, "RS256")) == "proof.algorithm");
    CHECK(reason_of(algorithm(token("eddsa-kid.jwt"), "ES256")) == "proof.algorithm");
    for (const char* name : {"ES384", "PS256", "RS512", "ES256K"}) {
        const CheckReport report = test::check(algorithm(rsa, name));
        CHECK(proof_of(report).reason == "proof.suite");
        CHECK(report.signature == SignatureVerdict::unsupported);
    }
}

TEST_CASE("a key in the header that is secret, for something else or none at all is refused") {
    const auto reason = [](const char* name, const char* member, Json value) {
        return reason_of(
            with_header(token(name), [&](Json& header) { header["jwk"][member] = std::move(value); }));
    };
    for (const char* member : {"d", "p", "q", "dp", "dq", "qi", "k"})
        CHECK(reason("rs256-jwk.jwt", member, "AQ") == "proof.secretKey");
    CHECK(reason("rs256-jwk.jwt", "alg", "RS512") == "proof.algorithm");
    CHECK(reason("rs256-jwk.jwt", "use", "enc") == "proof.algorithm");
    CHECK(reason("rs256-jwk.jwt", "key_ops", Json::array({"encrypt"})) == "proof.algorithm");
    CHECK(reason("rs256-jwk.jwt", "n", "AQAB") == "proof.method");
    CHECK(reason("es256-jwk.jwt", "crv", "P-384") == "proof.method");
    CHECK(reason("es256-jwk.jwt", "kty", "oct") == "proof.method");
}

TEST_CASE(
    "a key in the header counts as the issuer's only if the issuer's own name for it leads to the same key") {
    const Seed stranger = test::stranger_seed;
    const auto jwk = [](const Seed& seed) {
        return Json{{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(public_key_of(seed))}};
    };
    Json both = header();
    both["jwk"] = jwk(test::campus_seed);
    const CheckReport same = test::check(signed_token(both, payload()));
    CHECK(same.signature == SignatureVerdict::valid);
    CHECK(same.issuer_bound == true);

    both["jwk"] = jwk(stranger);
    CHECK(reason_of(signed_token(both, payload(), stranger)) == "proof.method");
    CHECK(reason_of(signed_token(both, payload())) == "proof.method");

    const CheckReport alone =
        test::check(signed_token({{"alg", "EdDSA"}, {"jwk", jwk(stranger)}}, payload(), stranger));
    CHECK(alone.signature == SignatureVerdict::valid);
    CHECK(alone.issuer_bound == false);
    CHECK(alone.state == CheckState::bad); // a did:key that did not sign

    Json unknown{{"alg", "EdDSA"}, {"kid", "https://campus.example/keys/1"}, {"jwk", jwk(stranger)}};
    CHECK(test::check(signed_token(unknown, payload(), stranger)).issuer_bound == false);
}

TEST_CASE("a key is found by a relative name below the issuer, and by the issuer alone where it is a key") {
    for (const Json& named : {Json{{"alg", "EdDSA"}, {"kid", "#" + campus.substr(8)}},
                              Json{{"alg", "EdDSA"}, {"kid", campus.substr(8)}}, Json{{"alg", "EdDSA"}}}) {
        CAPTURE(named.dump());
        const CheckReport report = test::check(signed_token(named, payload()));
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.issuer_bound == true);
    }
    Json web = payload();
    web["issuer"]["id"] = "https://campus.example";
    CHECK(reason_of(signed_token({{"alg", "EdDSA"}}, web)) == "proof.keyUnknown");
}

TEST_CASE("the issuer's own did:key is the issuer's by whatever name and in whatever form a token has it") {
    const Json jwk{{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(public_key_of(test::campus_seed))}};
    for (const char* const kid : {"thumbprint", "#thumbprint", "https://campus.example/keys/1"}) {
        CAPTURE(kid);
        const CheckReport report =
            test::check(signed_token({{"alg", "EdDSA"}, {"kid", kid}, {"jwk", jwk}}, payload()));
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.issuer_bound == true);
        CHECK(report.state == CheckState::issuer_unknown);
    }
    const CheckReport named = test::check(signed_token({{"alg", "EdDSA"}, {"kid", "thumbprint"}}, payload()));
    CHECK(named.signature == SignatureVerdict::valid);
    CHECK(named.issuer_bound == true);
    CHECK(reason_of(signed_token({{"alg", "EdDSA"}, {"kid", "thumbprint"}}, payload(),
                                 test::stranger_seed)) == "proof.signature");

    // A did:key of P-256 holds the point compressed, a JWK whole.
    const auto with_kid = [](std::uint8_t flip) {
        return with_header(token("es256-jwk.jwt"), [&](Json& header) {
            const Bytes x = from_base64url(header["jwk"]["x"].get<std::string>()).value();
            const Bytes y = from_base64url(header["jwk"]["y"].get<std::string>()).value();
            Bytes point{0x80, 0x24, static_cast<std::uint8_t>(2 + ((y.back() ^ flip) & 1U))};
            point.insert(point.end(), x.begin(), x.end());
            header["kid"] = "did:key:" + to_multibase_base58(point);
        });
    };
    CHECK(proof_of(test::check(with_kid(0))).reason == "proof.unanswered");
    CHECK(proof_of(test::check(with_kid(1))).reason == "proof.method");
}

TEST_CASE("a token asks for nothing that is unknown, and is for nothing else") {
    Json asks = header();
    asks["crit"] = Json::array({"exp"});
    const CheckReport critical = test::check(signed_token(asks, payload()));
    CHECK(critical.signature == SignatureVerdict::unsupported);
    CHECK(proof_of(critical).reason == "proof.critical");
    for (const char* type : {"JWT", "jwt", "vc+jwt", "application/vc+jwt", "vc+ld+jwt"}) {
        Json typed = header();
        typed["typ"] = type;
        CHECK(test::check(signed_token(typed, payload())).signature == SignatureVerdict::valid);
    }
    for (const Json& type : {Json("at+jwt"), Json("dpop+jwt"), Json(1)}) {
        Json typed = header();
        typed["typ"] = type;
        CHECK(reason_of(signed_token(typed, payload())) == "proof.tokenType");
    }
}

TEST_CASE("a token without a credential, or with two, is not relied on") {
    Json two = payload();
    two["vc"] = payload();
    for (const Json& inside : {Json{{"iss", campus}}, Json{{"vc", Json::object()}}, two}) {
        CAPTURE(inside.dump());
        const CheckReport report = test::check(signed_token(header(), inside));
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.claims == "invalid");
        CHECK(report.state == CheckState::bad);
    }
}

TEST_CASE("what stands inside a presentation that is a token is checked on its own") {
    Json inner{{"type", Json::array({"VerifiablePresentation"})},
               {"holder", campus},
               {"verifiableCredential", Json::array({signed_token(header(), payload()), test::sample()})}};
    const CheckReport report = test::check(signed_token(header(), {{"iss", campus}, {"vp", inner}}));
    CHECK(report.signature == SignatureVerdict::valid);
    CHECK(report.issuer_bound == true);
    REQUIRE(report.nested.size() == 2);
    CHECK(report.nested[0].kind == CredentialKind::jwt);
    CHECK(report.nested[0].signature == SignatureVerdict::valid);
    CHECK(report.nested[1].signature == SignatureVerdict::valid);
    inner["verifiableCredential"][1]["name"] = "changed";
    const CheckReport changed = test::check(signed_token(header(), {{"iss", campus}, {"vp", inner}}));
    CHECK(changed.reason.code == "check.nestedBad");
}

TEST_CASE("tokens inside tokens end somewhere") {
    std::string text = signed_token(header(), payload());
    for (int i = 0; i < 12; ++i)
        text = signed_token(
            header(),
            {{"vp", {{"type", "VerifiablePresentation"}, {"verifiableCredential", Json::array({text})}}}});
    const CheckReport report = test::check(text);
    CHECK(report.reason.code == "check.tooMany");
    CHECK(report.state == CheckState::not_checked);
}

TEST_CASE("a token with disclosures behind it is one that could not be checked") {
    const CheckReport report = test::check(signed_token(header(), payload()) + "~WyJhIl0~");
    CHECK(report.signature == SignatureVerdict::unsupported);
    CHECK(report.state == CheckState::not_checked);
}

TEST_CASE("an Ed25519 signature of another length, or by a changed key, does not hold") {
    const std::string good = signed_token(header(), payload());
    CHECK(reason_of(good.substr(0, good.rfind('.') + 1) + part("short")) == "proof.value");
    CHECK(reason_of(signed_token(header(), payload(), test::stranger_seed)) == "proof.signature");
}

} // namespace cairn
