// What a person brings along so that more can be checked without a network: DID documents, keys, status
// lists, lists of issuers. Each is found by its id; nothing is ever fetched.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "core/crypto/ed25519.hpp"
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

class Trust {
  public:
    // Takes a file in. Of two status lists with one id the newer one is kept, else the later file.
    // Errors: json.* (`where` is file and JSON path); with the file as `where` trust.unknown (none of the
    // forms that are known), trust.newerVersion and trust.issuers (a list of issuers that cannot be read).
    Result<void> add(std::string_view text, std::string_view file_name);

    // The key of a verification method: a did:key, a document that was added, or a key in the fragment of the
    // URL itself. Errors: key.did, key.type, key.revoked, key.expired (at that moment, or nobody can say
    // when), key.unknown (there may be such a key, but it is not here).
    Result<PublicKey> resolve(std::string_view verification_method, Instant at) const;

    // Whether the method belongs to the issuer, whenever it was in use, as far as can be told: the did:key
    // itself, or a document with the issuer's id that lists it for assertion. A key in a URL's fragment
    // proves nothing.
    bool bound(std::string_view verification_method, std::string_view issuer,
               std::string_view purpose = "assertionMethod") const;

    const Json* status_list(std::string_view id) const;
    const KnownIssuer* known_issuer(std::string_view id) const;

  private:
    // Whether it is one.
    Result<bool> add_issuer_list(const Json& json, const std::string& file);

    std::map<std::string, Json, std::less<>> documents_, keys_, status_lists_;
    std::map<std::string, KnownIssuer, std::less<>> issuers_;
};

} // namespace cairn
