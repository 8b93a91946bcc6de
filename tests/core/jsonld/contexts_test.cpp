#include "core/json/read.hpp"
#include "core/jsonld/canonical.hpp"
#include "core/jsonld/contexts.hpp"
#include "support/standards.hpp"

#include <doctest/doctest.h>
#include <set>

namespace cairn {

namespace {

// Published, and not compiled in: Open Badges 2.0 has no proofs that are read as RDF.
const std::set<std::string> not_carried{"https://w3id.org/openbadges/v2"};

const std::string issuer = "https://example.edu/issuers/565049";

Json credential(const std::string& id, const std::string& type, const std::string& name, const Json& subject,
                const std::string& schema, const Json& proof) {
    Json json = {{"@context", Json::array({"https://www.w3.org/ns/credentials/v2",
                                           "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
                                           "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                                           "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"})},
                 {"id", id},
                 {"type", Json::array({"VerifiableCredential", type})},
                 {"name", name},
                 {"issuer", {{"id", issuer}, {"type", "Profile"}, {"name", "Example University"}}},
                 {"validFrom", "2010-01-01T00:00:00Z"},
                 {"credentialSubject", subject},
                 {"credentialSchema", Json::array({{{"id", "https://purl.imsglobal.org/spec/" + schema},
                                                    {"type", "1EdTechJsonSchemaValidator2019"}}})}};
    if (!proof.is_null()) json["proof"] = Json::array({proof});
    return json;
}

} // namespace

TEST_CASE("every context that is compiled in is the published one") {
    const auto folder = test::standards_folder() / "contexts";
    const auto index_text = test::read_file(folder / "index.json");
    if (!index_text) CAIRN_SKIP("the standards are not beside the repository");
    const auto index = read_json(*index_text);
    REQUIRE(index.has_value());
    for (const auto& [address, entry] : index->items()) {
        CAPTURE(address);
        const Json* const compiled = compiled_context(address);
        CHECK((compiled == nullptr) == not_carried.contains(address));
        if (compiled == nullptr) continue;
        const auto text = test::read_file(folder / entry.at("file").get<std::string>());
        const auto published = read_json(text.value_or(""));
        REQUIRE(published.has_value());
        CHECK(compiled->at("@context") == published->at("@context"));
    }
}

TEST_CASE("the sample of the CLR guide, written down anew, comes out as the canonical text that 1EdTech "
          "publishes") {
    const auto text = test::read_file(test::standards_folder() / "rdfc-1edtech/clrv2p0/document-canon.txt");
    if (!text) CAIRN_SKIP("the standards are not beside the repository");
    const auto achievement = [](const std::string& id, const std::string& name) {
        return Json{{"id", "urn:uuid:" + id},
                    {"type", Json::array({"Achievement"})},
                    {"creator", {{"id", issuer}, {"type", "Profile"}}},
                    {"name", name},
                    {"description", name},
                    {"criteria", {{"id", "https://example.edu/achievements/" + id + "/criteria"}}},
                    {"image", {{"id", "https://example.edu/achievements/sample.png"}, {"type", "Image"}}}};
    };
    const Json first = achievement("a7467ef6-56cb-11ec-bf63-0242ac130002", "Achievement 1");
    const Json second = achievement("dd887f0a-56cb-11ec-bf63-0242ac130002", "Achievement 2");
    const Json proof = {
        {"type", "DataIntegrityProof"},
        {"cryptosuite", "eddsa-rdfc-2022"},
        {"created", "2010-01-01T19:23:24Z"},
        {"proofPurpose", "assertionMethod"},
        {"verificationMethod", issuer + "#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"},
        {"proofValue",
         "z45QnLySMt2mWuW787G6cf3SLkP97ZkMZxLeXH5yaaTQPCtTup4GCV95tU8HEnQJSyGCokSj3AvUhmJtvveTmN4Vu"}};
    const std::string learner = "did:example:ebfeb1f712ebc6f1c276e12ec21";
    const Json badge = credential("urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002", "OpenBadgeCredential",
                                  "Example University Degree",
                                  {{"id", learner}, {"type", "AchievementSubject"}, {"achievement", first}},
                                  "ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json", proof);
    const Json association = {{"type", "Association"},
                              {"associationType", "isParentOf"},
                              {"sourceId", first.at("id")},
                              {"targetId", second.at("id")}};
    const Json record =
        credential("http://example.edu/credentials/3732", "ClrCredential", "Sample Transcript",
                   {{"id", learner},
                    {"type", "ClrSubject"},
                    {"achievement", Json::array({first, second})},
                    {"association", Json::array({association})},
                    {"verifiableCredential", Json::array({badge})}},
                   "clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json", nullptr);
    const auto canonical = canonical_rdf(record, nullptr);
    REQUIRE_MESSAGE(canonical.has_value(), canonical.error().detail);
    CHECK(*canonical == *text);
}

} // namespace cairn
