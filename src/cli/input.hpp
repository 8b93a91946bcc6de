// Files and standard input as bytes that are read where they are wanted.
#pragma once

#include "base/result.hpp"
#include "core/archive/source.hpp"

#include <memory>
#include <string>

namespace cairn::cli {

// What comes through a pipe cannot be read twice, so it is kept; a longer one has to be a file.
inline constexpr std::size_t most_piped = 64 * 1024 * 1024;

class Input {
  public:
    // "-" is standard input. Errors; `where` is the file: command.missing, command.denied, command.folder,
    // command.pipe (more than most_piped), command.unreadable (`detail`: the system's word for it).
    static Result<Input> open(const std::string& path);

    Input(Input&&) noexcept;
    Input& operator=(Input&&) noexcept;
    ~Input();

    const ByteSource& source() const { return source_; }

    // The whole text. Errors: json.tooLarge, command.unreadable.
    Result<std::string> text(std::size_t most_bytes) const;

    // The error of a read that failed since it was opened; an empty code: none did.
    Error failure() const;

  private:
    struct File;
    Input();
    std::unique_ptr<File> file_;
    ByteSource source_;
};

bool is_folder(const std::string& path);

} // namespace cairn::cli
