// Signatures that somebody else has to check: what is asked, and that an answer belongs to one question
// alone.
#include "core/crypto/question.hpp"
#include "support/answers.hpp"

#include <doctest/doctest.h>
#include <set>

namespace cairn {

namespace {

Bytes bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

SignatureQuestion question() {
    return {SignatureAlgorithm::es256, bytes("key"), bytes("message"), bytes("signature")};
}

} // namespace

TEST_CASE("a question has another id as soon as anything of it is another") {
    std::set<std::string> ids{id_of(question())};
    SignatureQuestion other = question();
    other.algorithm = SignatureAlgorithm::rs256;
    ids.insert(id_of(other));
    for (Bytes SignatureQuestion::* const part :
         {&SignatureQuestion::key, &SignatureQuestion::message, &SignatureQuestion::signature}) {
        other = question();
        (other.*part).push_back(0);
        ids.insert(id_of(other));
        (other.*part).clear();
        ids.insert(id_of(other));
    }
    // The same bytes, parted elsewhere.
    ids.insert(id_of({SignatureAlgorithm::es256, bytes("keymessage"), {}, bytes("signature")}));
    CHECK(ids.size() == 9);
    CHECK(id_of(question()) == id_of(question()));
}

TEST_CASE("a desk keeps what has no answer, each once, and gives the answer that is there") {
    SignatureAnswers answers;
    SignatureDesk desk{.answers = &answers};
    CHECK_FALSE(desk.ask(question()).has_value());
    CHECK_FALSE(desk.ask(question()).has_value());
    CHECK(desk.open == std::vector{question()});
    answers[id_of(question())] = false;
    CHECK(desk.ask(question()) == false);
    answers[id_of(question())] = true;
    CHECK(desk.ask(question()) == true);
    SignatureDesk nobody;
    CHECK_FALSE(nobody.ask(question()).has_value());
}

TEST_CASE("a desk keeps only so many questions, and only so many bytes of them") {
    SignatureDesk many;
    for (std::size_t i = 0; i < max_questions + 10; ++i) {
        SignatureQuestion one = question();
        one.key = bytes(std::to_string(i));
        CHECK_FALSE(many.ask(std::move(one)).has_value());
    }
    CHECK(many.open.size() == max_questions);
    SignatureDesk large;
    SignatureQuestion one = question();
    one.message = Bytes(max_question_bytes / 2 + 1);
    large.ask(one);
    one.signature.clear();
    large.ask(one);
    CHECK(large.open.size() == 1);
}

TEST_CASE("what is no key and no signature does not hold, whatever the bytes") {
    if (!test::somebody_answers) return;
    std::vector<SignatureQuestion> questions;
    for (const auto algorithm : {SignatureAlgorithm::es256, SignatureAlgorithm::rs256})
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{33}, std::size_t{65}, std::size_t{400}})
            questions.push_back({algorithm, Bytes(size, 2), bytes("message"), Bytes(64, 1)});
    for (const auto& [id, holds] : test::answers_to(questions))
        CHECK_FALSE(holds);
    CHECK(test::answers_to(questions).size() == questions.size());
}

} // namespace cairn
