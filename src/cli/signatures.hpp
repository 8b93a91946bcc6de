// Questions about signatures (core/crypto/question.hpp), answered by OpenSSL. The page has WebCrypto for
// them.
#pragma once

#include "core/credentials/check_file.hpp"
#include "core/crypto/question.hpp"

#include <span>

namespace cairn::cli {

SignatureAnswers answers_to(std::span<const SignatureQuestion> questions);

// The check of a file, made again with the answers to what it asked, until it asks nothing more.
CheckedFile check_and_answer(const ByteSource& file, const CheckContext& context);

} // namespace cairn::cli
