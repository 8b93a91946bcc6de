// A strict reader of XML 1.0 in UTF-8 for pictures of unknown origin: piece by piece, with no entities but
// the five that every document has, and no DTD. It copies nothing and calls nothing back.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

struct XmlAttribute {
    std::string_view name, value; // as they stand there; `value` between its quotes
    std::size_t begin = 0, end = 0;
};

struct XmlPiece {
    enum class Kind : std::uint8_t { start, end, text, cdata, finish };
    Kind kind = Kind::finish;
    std::string_view text; // the name of a tag; else what stands there
    std::vector<XmlAttribute> attributes = {};
    bool empty = false;             // <a/>: no end tag follows
    std::size_t begin = 0, end = 0; // place of the whole piece
};

struct XmlLimits {
    std::size_t depth = 256;        // elements inside each other
    std::size_t pieces = 1'000'000; // tags and texts
    std::size_t attributes = 128;   // of one tag
};

class XmlReader {
  public:
    explicit XmlReader(std::string_view text, const XmlLimits& limits = {});

    // Tags, texts and CDATA sections in order, then `finish`; comments and instructions are passed over.
    // Errors: baking.svg (not well-formed, or beyond a limit; `detail` is the line), baking.dtd.
    Result<XmlPiece> next();

    std::size_t depth() const { return open_.size(); }

  private:
    Result<XmlPiece> start_tag();
    Result<XmlPiece> end_tag();
    bool skip_past(std::string_view opening, std::string_view closing);
    Result<void> skip_doctype();
    bool read_attribute(XmlPiece& piece);
    std::string_view take_name();
    void skip_blanks();
    std::unexpected<Error> malformed() const;

    std::string_view text_;
    XmlLimits limits_;
    std::size_t at_ = 0;
    std::size_t pieces_ = 0;
    bool had_root_ = false;
    bool had_doctype_ = false;
    std::vector<std::string_view> open_;
};

// Text or an attribute's value with its references resolved. Error: baking.svg (one that XML does not know by
// itself, or that names no character).
Result<std::string> xml_text(std::string_view raw);

} // namespace cairn
