// What was not here when a credential was checked, and where a person would find it: the page and the command
// fetch nothing, so they say which address to open and which file to bring along.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

enum class MissingKind {
    document,        // the DID document, or controller document, of an issuer
    key,             // a key document, or the document that holds the key
    status_list,     // a status list credential
    revocation_list, // a list of 1EdTech or of Open Badges 2.0
    assertion,       // Open Badges 2.0, hosted: the badge itself, which only its address vouches for
    badge_class,     // Open Badges 2.0: what the badge is for, and by whom
    issuer           // Open Badges 2.0: the issuer's profile, which names its keys
};

struct MissingPiece {
    MissingKind what = MissingKind::document;
    std::string id;      // by which a file that is brought along is found
    std::string address; // "https://…" to open; "" where there is none that Cairn knows

    friend bool operator==(const MissingPiece&, const MissingPiece&) = default;
};

// "didDocument", "key", "statusList", "revocationList", "assertion", "badgeClass", "issuer"
std::string_view name_of(MissingKind what);

// Where what has this id is published: a did:web by its rule (did:web Method Specification, 3.2), an address
// of the web without its fragment. "" for all else, and for what is no proper address.
std::string published_at(std::string_view id);

// The document that a verification method belongs to.
MissingPiece missing_document(std::string_view method);

} // namespace cairn
