// Proofs over the RDF of a document, and proofs by P-256.
#include "core/credentials/proof.hpp"
#include "core/credentials/trust.hpp"
#include "core/json/read.hpp"
#include "support/answers.hpp"
#include "support/checks.hpp"

#include <doctest/doctest.h>

namespace cairn {

namespace {

using test::february;
using test::sample;

std::vector<ProofResult> check_answered(const Json& document) {
    SignatureDesk desk;
    auto results = check_proofs(document, {.desk = &desk});
    const SignatureAnswers answers = test::answers_to(desk.open);
    SignatureDesk again{.answers = &answers};
    return check_proofs(document, {.desk = &again});
}

Json without_proof(Json document) {
    document.erase("proof");
    return document;
}

Json token_sample(const std::string& name) {
    return read_json(test::sample_file("tokens", name)).value();
}

Json standard(const std::string& path) {
    const auto text = test::read_file(test::standards_folder() / path);
    return text ? read_json(*text).value_or(Json()) : Json();
}

} // namespace

TEST_CASE("proofs that other software made by eddsa-rdfc-2022 hold, alone and beside eddsa-jcs-2022") {
    for (const char* name : {"level-1-rdfc-only.json", "level-1-dual.json"}) {
        CAPTURE(name);
        const auto proofs = check_proofs(sample(name));
        CHECK(all_valid(proofs));
        CHECK(proofs.front().cryptosuite == eddsa_rdfc_2022);
    }
}

TEST_CASE(
    "both proofs are made by one key in the order in which others look, and ours are theirs byte for byte") {
    const Json dual = sample("level-1-dual.json");
    const Instant created = test::moment("2026-01-05T12:00:00Z");
    const Json ours = with_proofs(without_proof(dual), test::campus_seed, created);
    CHECK(ours == dual);
    const Json alone = with_rdfc_proof(without_proof(dual), test::campus_seed, created).value();
    CHECK(alone["proof"] == Json::array({dual["proof"][0]}));
    CHECK_FALSE(alone["proof"][0].contains("@context"));
}

TEST_CASE("a proof over RDF does not hold once anything that it says is another") {
    const Json good = sample("level-1-rdfc-only.json");
    const std::vector<std::function<void(Json&)>> changes{
        [](Json& one) { one["name"] = "another"; },
        [](Json& one) { one["credentialSubject"]["achievement"]["name"] = "another"; },
        [](Json& one) { one["validFrom"] = "2026-01-06T12:00:00Z"; },
        [](Json& one) { one["proof"][0]["created"] = "2026-01-06T12:00:00Z"; },
        [](Json& one) { one["proof"][0]["expires"] = "2099-01-06T12:00:00Z"; },
        [](Json& one) { one["proof"][0]["domain"] = "example.org"; },
        [](Json& one) { one["credentialSubject"].erase("id"); },
        [](Json& one) { one["issuer"]["name"] = "Somebody"; },
    };
    for (const auto& change : changes) {
        Json changed = good;
        change(changed);
        CAPTURE(changed.dump());
        CHECK(check_proofs(changed).front().reason == "proof.signature");
    }
    // The order of members and of what is no list in RDF says nothing.
    Json turned = good;
    std::reverse(turned["type"].begin(), turned["type"].end());
    CHECK(all_valid(check_proofs(turned)));
    // A context of its own in the proof is not the one that it is read by.
    Json other = good;
    other["proof"][0]["@context"] = "https://www.w3.org/ns/credentials/v2";
    CHECK(all_valid(check_proofs(other)));
}

TEST_CASE("a signature over RDF says nothing of a document that hides what it says behind other names") {
    // All of these say the same in RDF, so the signature holds for each.
    const std::string vc = "https://www.w3.org/2018/credentials#";
    const auto renamed = [](Json& object, const std::string& name, const std::string& to) {
        object[to] = object[name];
        object.erase(name);
    };
    const auto dated = [](Json& object, const std::string& name, const std::string& to) {
        object[to] = {{"@type", "http://www.w3.org/2001/XMLSchema#dateTime"}, {"@value", object[name]}};
        object.erase(name);
    };
    struct Row {
        const char* name;
        std::function<void(Json&)> change;
        std::string detail;
    };
    const Row table[] = {
        {"an address for a name", [&](Json& one) { dated(one, "validUntil", vc + "validUntil"); },
         vc + "validUntil"},
        {"an expiry in what is included",
         [](Json& one) {
             one["@included"] =
                 Json::array({{{"id", one["id"]}, {"type", one["type"]}, {"validUntil", one["validUntil"]}}});
             one.erase("validUntil");
         },
         "@included"},
        {"a term of its own for the same",
         [&](Json& one) {
             one["@context"].push_back(
                 {{"until",
                   {{"@id", vc + "validUntil"}, {"@type", "http://www.w3.org/2001/XMLSchema#dateTime"}}}});
             renamed(one, "validUntil", "until");
         },
         "until"},
        {"a name that means nothing any more",
         [](Json& one) {
             one["@context"].push_back({{"note", "@index"}});
             one["note"] = "a mark of distinction";
         },
         "note"},
        {"a keyword for a name", [&](Json& one) { renamed(one["credentialSubject"], "id", "@id"); }, "@id"},
        {"an address in the depths",
         [&](Json& one) {
             renamed(one["credentialSubject"]["achievement"], "criteria",
                     "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria");
         },
         "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria"},
        {"the name of a type for a property",
         [&](Json& one) { renamed(one["credentialSubject"]["achievement"], "criteria", "Criteria"); },
         "Criteria"},
        {"an address in the proof",
         [&](Json& one) { dated(one["proof"][0], "created", "http://purl.org/dc/terms/created"); },
         "http://purl.org/dc/terms/created"},
    };
    Json document = without_proof(sample("level-1-rdfc-only.json"));
    document["validUntil"] = "2026-06-01T00:00:00Z";
    const auto good = with_rdfc_proof(document, test::campus_seed, february);
    REQUIRE(good);
    CHECK(all_valid(check_proofs(*good)));
    for (const Row& row : table) {
        CAPTURE(row.name);
        Json changed = *good;
        row.change(changed);
        const ProofResult proof = check_proofs(changed).front();
        CHECK(proof.verdict == ProofVerdict::unsupported);
        CHECK(proof.reason == "proof.notPlain");
        CHECK(proof.detail == row.detail);
    }
    // New types may be named in the document itself, as many do.
    Json typed = document;
    typed["@context"].push_back({{"CampusBadge", "https://example.org/terms#CampusBadge"}});
    typed["type"].push_back("CampusBadge");
    const auto own = with_rdfc_proof(typed, test::campus_seed, february);
    REQUIRE(own);
    CHECK(all_valid(check_proofs(*own)));
    // What was changed does not hold, whatever it is called.
    Json changed = *good;
    changed["name"] = "another";
    renamed(changed, "validUntil", vc + "validUntil");
    CHECK(check_proofs(changed).front().reason == "proof.signature");
}

TEST_CASE("a document that says nothing in RDF has its reason, and is signed by the other suite alone") {
    struct Row {
        const char* name;
        std::function<void(Json&)> change;
        const char* reason;
        const char* detail;
        ProofVerdict verdict;
    };
    const Row table[] = {
        {"an unknown context", [](Json& one) { one["@context"].push_back("https://example.org/context"); },
         "proof.contextUnknown", "https://example.org/context", ProofVerdict::unsupported},
        {"an undefined term", [](Json& one) { one["mood"] = "sunny"; }, "proof.undefined", "mood",
         ProofVerdict::invalid},
        {"an address that signers write in different ways", [](Json& one) { one["id"] = "urn:a\x01"; },
         "proof.address", "urn:a\x01", ProofVerdict::unsupported},
        {"a context that redefines", [](Json& one) { one["@context"].push_back({{"name", "urn:x:name"}}); },
         "proof.jsonld", "protected term redefinition", ProofVerdict::invalid},
    };
    for (const Row& row : table) {
        CAPTURE(row.name);
        Json changed = sample("level-1-rdfc-only.json");
        row.change(changed);
        const ProofResult proof = check_proofs(changed).front();
        CHECK(proof.reason == row.reason);
        CHECK(proof.detail == row.detail);
        CHECK(proof.verdict == row.verdict);
        const Json document = without_proof(changed);
        CHECK(with_rdfc_proof(document, test::campus_seed, february).error().code == row.reason);
        const Json ours = with_proofs(document, test::campus_seed, february);
        REQUIRE(ours["proof"].size() == 1);
        CHECK(ours["proof"][0]["cryptosuite"] == eddsa_jcs_2022);
        CHECK(all_valid(check_proofs(ours)));
    }
}

TEST_CASE("what may be made of a file counts for RDF too, and then nothing is said of it") {
    const Json dual = sample("level-1-dual.json");
    for (const std::size_t little : {0U, 64U, 640U, 6400U}) {
        CAPTURE(little);
        std::size_t budget = little;
        const auto proofs = check_proofs(dual, {.budget = &budget});
        CHECK(proofs.back().reason == "check.tooMuch");
        CHECK(proofs.back().verdict == ProofVerdict::unsupported);
        CHECK(budget == 0);
    }
    std::size_t enough = 10'000'000;
    CHECK(all_valid(check_proofs(dual, {.budget = &enough})));
    CHECK(enough > 0);
    CHECK(enough < 10'000'000);
}

TEST_CASE("a text that is longer in RDF than is written down leaves open whether its signature holds") {
    // The subject's address stands in each line about it.
    Json wide = sample("level-1-rdfc-only.json");
    wide["credentialSubject"]["id"] = "urn:" + std::string(256 * 1024, 'x');
    Json& evidence = wide["evidence"] = Json::array();
    for (int i = 0; i < 300; ++i)
        evidence.push_back(
            {{"id", wide["credentialSubject"]["id"]}, {"type", "Evidence"}, {"name", std::to_string(i)}});
    const ProofResult proof = check_proofs(wide).front();
    CHECK(proof.reason == "proof.tooComplex");
    CHECK(proof.verdict == ProofVerdict::unsupported);
}

TEST_CASE("a proof over RDF that follows another covers the document with it") {
    const Json chain = token_sample("chain-rdfc.json");
    REQUIRE(chain["proof"].size() == 2);
    CHECK(all_valid(check_proofs(chain)));
    Json without = chain;
    without["proof"].erase(0);
    CHECK(check_proofs(without).front().reason == "proof.previous");
    Json changed = chain;
    changed["proof"][0]["created"] = "2026-01-06T12:00:00Z";
    for (const ProofResult& proof : check_proofs(changed))
        CHECK(proof.reason == "proof.signature");
    Json loose = chain;
    loose["proof"][1].erase("previousProof");
    CHECK(check_proofs(loose)[0].verdict == ProofVerdict::valid);
    CHECK(check_proofs(loose)[1].reason == "proof.signature");
}

TEST_CASE("proofs by P-256 hold where somebody answers for them, and are open where nobody does") {
    for (const char* name : {"ecdsa-jcs.json", "ecdsa-rdfc.json"}) {
        CAPTURE(name);
        const Json badge = token_sample(name);
        const ProofResult open = check_proofs(badge).front();
        CHECK(open.verdict == ProofVerdict::unsupported);
        CHECK(open.reason == "proof.unanswered");
        if (!test::somebody_answers) continue;
        CHECK(all_valid(check_answered(badge)));
        Json changed = badge;
        changed["name"] = "another";
        CHECK(check_answered(changed).front().reason == "proof.signature");
        const CheckReport report = test::check_answered(badge.dump(), {.at = february});
        CHECK(report.signature == SignatureVerdict::valid);
        CHECK(report.issuer_bound == true);
    }
}

TEST_CASE("a suite takes keys of its own kind alone, and of P-256 no other curve is known") {
    Json badge = token_sample("ecdsa-jcs.json");
    badge["proof"][0]["verificationMethod"] =
        verification_method_of(did_of(public_key_of(test::campus_seed)));
    CHECK(check_answered(badge).front().reason == "proof.method");
    Json other = sample();
    other["proof"][0]["verificationMethod"] =
        token_sample("ecdsa-jcs.json")["proof"][0]["verificationMethod"];
    CHECK(check_proofs(other).front().reason == "proof.method");
    // A did:key of P-384, from the method's own test vectors.
    const std::string p384 = "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54";
    badge["proof"][0]["verificationMethod"] = "did:key:" + p384 + "#" + p384;
    const ProofResult curve = check_answered(badge).front();
    CHECK(curve.reason == "proof.curve");
    CHECK(curve.verdict == ProofVerdict::unsupported);
}

TEST_CASE("the vectors of W3C for RDF come out byte for byte, as far as their contexts are here") {
    const Json signed_one = standard("vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json");
    if (signed_one.is_null()) CAIRN_SKIP("no W3C vectors");
    const auto reason = check_proofs(signed_one).front().reason;
    // Their examples have a context of their own; where it is not compiled in, nothing is guessed.
    if (!reason.empty()) CHECK(reason == "proof.contextUnknown");
    for (const char* name : {"vc-di-eddsa/Ed25519Signature2020/signedEdSig.json",
                             "vc-di-eddsa/proof-set-chain/signedProofSet2.json",
                             "vc-di-eddsa/proof-set-chain/signedProofChain1.json"}) {
        CAPTURE(name);
        const auto proofs = check_proofs(standard(name));
        CHECK_FALSE(proofs.empty());
        for (const ProofResult& proof : proofs)
            CHECK(proof.reason == reason);
    }
}

TEST_CASE(
    "the dual vectors of the shared standards hold in both suites, and an undefined term in none of RDF") {
    if (standard("signed/dual-ok-ob3.json").is_null()) CAIRN_SKIP("no signed vectors");
    for (const char* name :
         {"signed/dual-ok-ob3.json", "signed/dual-ok-endorsement.json", "signed/clr-ok-stack.json"}) {
        CAPTURE(name);
        CHECK(all_valid(check_proofs(standard(name))));
    }
    const auto bad = check_proofs(standard("signed/dual-bad-undefined-term.json"));
    REQUIRE(bad.size() == 2);
    CHECK(bad[0].reason == "proof.undefined");
    CHECK(bad[1].verdict == ProofVerdict::valid);
    for (const ProofResult& proof : check_proofs(standard("signed/clr-bad-outer-tampered.json")))
        CHECK(proof.reason == "proof.signature");
}

} // namespace cairn
