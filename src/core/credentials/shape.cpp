#include "core/credentials/shape.hpp"

#include "core/credentials/members.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::size_t longest_said = 64;

bool is_address(std::string_view text) {
    const std::size_t colon = text.find(':');
    return colon != text.npos && colon != 0 && text.find_first_of(" \t\r\n<>\"") == text.npos;
}

std::string place(const Json& list, const std::string& path, std::size_t index) {
    return list.is_array() ? path + path_step(index) : path;
}

// A text, or the language values of one: 4.1 and 11.1 of the data model.
void check_language(const Json& owner, const std::string& path, Shape& shape) {
    static constexpr std::array<std::string_view, 3> allowed{"@value", "@language", "@direction"};
    for (const std::string_view name : {"name", "description"}) {
        for (const Json* one : one_or_many(member(owner, name))) {
            if (one->is_string()) continue;
            const std::string at = path + path_step(name);
            if (!one->is_object()) return shape.add(Error{"fault.object", at});
            for (const auto& [key, value] : one->items())
                if (!std::ranges::contains(allowed, key))
                    shape.add(Error{"fault.choice", at, key.substr(0, longest_said)});
        }
    }
}

// Objects that say by a type what they are, and by an id where they stand.
void check_typed(const Json& owner, const std::string& path, Shape& shape, std::string_view name,
                 Shape::Names needed) {
    const Json* const value = member(owner, name);
    const auto all = one_or_many(value);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string at = place(*value, path + path_step(name), i);
        if (!all[i]->is_object()) {
            shape.add(Error{"fault.object", at});
            continue;
        }
        shape.need(*all[i], at, needed);
        shape.need_address(*all[i], at, "id");
    }
}

} // namespace

void Shape::add(Error fault) {
    if (report_.faults.size() < max_faults) report_.faults.push_back(std::move(fault));
}

void Shape::need(const Json& owner, const std::string& path, Names names) {
    for (const std::string_view name : names)
        if (member(owner, name) == nullptr) add(Error{"fault.missing", path, std::string(name)});
}

void Shape::need_type(const Json& owner, const std::string& path, std::string_view type) {
    if (!has_type(owner, type)) add(Error{"fault.typeName", path + ".type", std::string(type)});
}

void Shape::need_lists(const Json& owner, const std::string& path, Names names) {
    for (const std::string_view name : names) {
        const Json* const value = member(owner, name);
        if (value != nullptr && !value->is_array()) add(Error{"fault.list", path + path_step(name)});
    }
}

void Shape::no_empty(const Json& owner, const std::string& path) {
    if (!owner.is_object()) return;
    for (const auto& [name, value] : owner.items())
        if (value.is_null() || (value.is_array() && value.empty()))
            add(Error{"fault.empty", path + path_step(name)});
}

void Shape::need_date(const Json& owner, const std::string& path, Names names) {
    for (const std::string_view name : names) {
        const auto found = owner.find(name);
        if (found != owner.end() && !date_time_stamp(text_or_empty(&*found)))
            add(Error{"fault.date", path + path_step(name), text_or_empty(&*found).substr(0, longest_said)});
    }
}

void Shape::need_address(const Json& owner, const std::string& path, std::string_view name) {
    const Json* const value = member(owner, name);
    if (value != nullptr && !(value->is_string() && is_address(value->get_ref<const std::string&>())))
        add(Error{"fault.address", path + path_step(name)});
}

void check_contexts(const Json& json, const std::string& path, Shape& shape,
                    const std::vector<std::string_view>& expected) {
    const Json* const contexts = member(json, "@context");
    if (contexts == nullptr) return shape.add(Error{"fault.missing", path, "@context"});
    const auto all = one_or_many(contexts);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string found = i < all.size() ? text_or_empty(all[i]) : std::string();
        const bool first = i == 0;
        const bool right =
            first ? found == vcdm_2_context || found == vcdm_1_context : found.starts_with(expected[i]);
        if (!right)
            return shape.add(
                Error{"fault.context", path + "[\"@context\"]" + path_step(i), std::string(expected[i])});
    }
}

void check_envelope(const Json& json, const std::string& path, Shape& shape) {
    shape.no_empty(json, path);
    shape.need_date(json, path, {"validFrom", "validUntil", "issuanceDate", "expirationDate", "awardedDate"});
    shape.need_address(json, path, "id");
    shape.need_lists(json, path, {"evidence", "endorsement"});
    check_language(json, path, shape);
    check_typed(json, path, shape, "credentialStatus", {"type"});
    check_typed(json, path, shape, "credentialSchema", {"id", "type"});
    check_typed(json, path, shape, "refreshService", {"type"});
    check_typed(json, path, shape, "termsOfUse", {"type"});
    check_typed(json, path, shape, "evidence", {"type"});
}

void check_credential(const Json& json, const std::string& path, Shape& shape) {
    shape.need_type(json, path, "VerifiableCredential");
    shape.need(json, path, {"issuer", "credentialSubject"});
    if (const Json* const issuer = member(json, "issuer")) {
        if (!is_address(id_of(issuer)))
            shape.add(Error{"fault.address", path + (issuer->is_object() ? ".issuer.id" : ".issuer")});
        check_language(*issuer, path + ".issuer", shape);
    }
    const Json* const subjects = member(json, "credentialSubject");
    const auto all = one_or_many(subjects);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string at = place(*subjects, path + ".credentialSubject", i);
        if (!all[i]->is_object())
            shape.add(Error{"fault.object", at});
        else if (all[i]->empty())
            shape.add(Error{"fault.empty", at});
        else
            shape.need_address(*all[i], at, "id");
    }
}

void check_presentation(const Json& json, const std::string& path, Shape& shape) {
    check_contexts(json, path, shape, {vcdm_2_context});
    const Json* const holder = member(json, "holder");
    if (holder != nullptr && !is_address(id_of(holder)))
        shape.add(Error{"fault.address", path + (holder->is_object() ? ".holder.id" : ".holder")});
    const Json* const list = member(json, "verifiableCredential");
    const auto inside = one_or_many(list);
    for (std::size_t i = 0; i < inside.size(); ++i)
        if (!inside[i]->is_object())
            shape.add(Error{"fault.object", place(*list, path + ".verifiableCredential", i)});
}

void check_badge_2(const Json& json, const std::string& path, Shape& shape) {
    // Version 1, and parts of a badge that stand alone.
    if (!json.contains("@context") || (json.contains("type") && !json.contains("recipient"))) return;
    constexpr std::string_view context = "https://w3id.org/openbadges/v2";
    const auto contexts = one_or_many(member(json, "@context"));
    if (contexts.empty() || text_or_empty(contexts.front()) != context)
        shape.add(Error{"fault.context", path + "[\"@context\"]", std::string(context)});
    shape.need_type(json, path, "Assertion");
    shape.need(json, path, {"id", "recipient", "badge", "issuedOn", "verification"});
    shape.need_address(json, path, "id");
    shape.need_date(json, path, {"issuedOn", "expires"});
    if (const Json* const recipient = member(json, "recipient"))
        shape.need(*recipient, path + ".recipient", {"type", "identity"});
}

void check_other(const Json& json, const std::string& path, Shape& shape) {
    const auto contexts = one_or_many(member(json, "@context"));
    const std::string first = contexts.empty() ? std::string() : text_or_empty(contexts.front());
    const bool meant = first == vcdm_1_context || first == vcdm_2_context ||
                       json.contains("credentialSubject") || has_type(json, "VerifiableCredential");
    if (json.contains("verifiableCredential")) return shape.need_type(json, path, "VerifiablePresentation");
    // It names its own parts: there is nothing else of a credential in it.
    if (has_type(json, "EnvelopedVerifiableCredential") || !meant) return;
    check_contexts(json, path, shape, {vcdm_2_context});
    check_credential(json, path, shape);
}

} // namespace cairn
