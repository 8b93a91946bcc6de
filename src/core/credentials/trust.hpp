// What a person brings along so that more can be checked without a network: DID documents, keys, status
// lists, lists of issuers, what Open Badges 2.0 refers to. Each is found by its id; nothing is ever fetched.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "core/credentials/key.hpp"
#include "core/json/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

struct KnownIssuer {
    std::string name;             // as the list has it; may be empty
    std::string list;             // name of the list
    std::optional<Instant> as_of; // when the list was made, where it says so
};

enum class TrustKind { document, key, status_list, revocation_list, issuers, badge_class };

// What a file was taken for.
struct TrustFile {
    TrustKind kind = TrustKind::document;
    std::string id = {};               // by which it is found; of a list of issuers ""
    std::string name = {};             // as it calls itself; may be empty
    std::optional<Instant> as_of = {}; // when it was made, where it says so
};

// The key in an object of a document, in any of the forms that are in use, at a moment. Errors: key.did,
// key.type, key.revoked, key.expired.
Result<VerificationKey> key_of_object(const Json& object, std::string_view url, Instant at);

class Trust {
  public:
    // Takes a file in. Of two status lists with one id the newer one is kept, of anything else the later
    // file; of several lists that know an issuer the newest counts. A document with keys is the issuer's own
    // word, so it makes no issuer known, whatever profile it is.
    // Errors: json.* (`where` is file and JSON path); with the file as `where` trust.unknown (none of the
    // forms that are known), trust.newerVersion and trust.issuers (a list of issuers that cannot be read).
    Result<TrustFile> add(std::string_view text, std::string_view file_name);

    // The key of a verification method: a did:key, a document that was added, or a key in the fragment of the
    // URL itself. Errors: key.did, key.type, key.revoked, key.expired (at that moment, or nobody can say
    // when), key.unknown (there may be such a key, but it is not here).
    Result<VerificationKey> resolve(std::string_view verification_method, Instant at) const;

    // Whether the method belongs to the issuer, whenever it was in use, as far as can be told: the did:key
    // itself, or a document with the issuer's id that lists it for assertion. A key in a URL's fragment
    // proves nothing.
    bool bound(std::string_view verification_method, std::string_view issuer,
               std::string_view purpose = "assertionMethod") const;

    // Open Badges 2.0, Signed Badges: the issuer's profile, which was added, lists the key, and the key names
    // the issuer as its owner. A profile that stands inside a badge is anybody's word.
    bool bound_by_profile(std::string_view key, std::string_view issuer) const;

    // Documents of controllers, and profiles of Open Badges 2.0.
    const Json* document(std::string_view id) const;
    const Json* key_document(std::string_view id) const;
    const Json* badge_class(std::string_view id) const;
    const Json* status_list(std::string_view id) const; // revocation lists too
    const KnownIssuer* known_issuer(std::string_view id) const;

  private:
    // Whether it is one.
    Result<std::optional<TrustFile>> add_issuer_list(const Json& json, const std::string& file);
    bool add_key_set(const Json& json);
    void know(std::string id, KnownIssuer issuer);
    const Json* find_key(std::string_view verification_method) const;

    std::map<std::string, Json, std::less<>> documents_, keys_, status_lists_, badge_classes_;
    std::map<std::string, KnownIssuer, std::less<>> issuers_;
};

} // namespace cairn
