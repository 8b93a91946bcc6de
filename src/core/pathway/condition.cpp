#include "core/pathway/condition.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

bool has_ink(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\f\v") != std::string_view::npos;
}

const Value* find_value(const Record& record, std::string_view field) {
    const auto found = record.fields.find(std::string(field));
    return found == record.fields.end() ? nullptr : &found->second;
}

std::string_view column_of(const Row& row, std::string_view column) {
    const auto found = row.find(std::string(column));
    return found == row.end() ? std::string_view() : std::string_view(found->second);
}

bool has_filled_column(const Row& row) {
    return std::ranges::any_of(row, [](const auto& column) { return has_ink(column.second); });
}

// "people.role" is column `role` of the list `people`; without a dot the column is "".
std::pair<std::string_view, std::string_view> split(std::string_view field) {
    const auto dot = field.find('.');
    if (dot == std::string_view::npos) return {field, {}};
    return {field.substr(0, dot), field.substr(dot + 1)};
}

template <class Test>
bool any_column(const Value& value, std::string_view column, Test test) {
    const auto* const rows = std::get_if<std::vector<Row>>(&value);
    return rows != nullptr &&
           std::ranges::any_of(*rows, [&](const Row& row) { return test(column_of(row, column)); });
}

bool is_value(const Value& value, std::string_view wanted) {
    if (const auto* const ticked = std::get_if<bool>(&value)) return wanted == (*ticked ? "true" : "false");
    const auto* const text = std::get_if<std::string>(&value);
    return text != nullptr && *text == wanted;
}

bool is_among(const Value& value, std::string_view column, const std::vector<std::string>& values) {
    const auto listed = [&](std::string_view text) { return std::ranges::contains(values, text); };
    if (!column.empty()) return any_column(value, column, listed);
    if (const auto* const choices = std::get_if<std::vector<std::string>>(&value))
        return std::ranges::any_of(*choices, listed);
    return std::ranges::any_of(values, [&](const std::string& wanted) { return is_value(value, wanted); });
}

bool has_rows(const Value& value, std::size_t count, const std::vector<std::string>& each) {
    const auto* const rows = std::get_if<std::vector<Row>>(&value);
    if (rows == nullptr) return false;
    const auto whole = std::ranges::count_if(*rows, [&](const Row& row) {
        if (each.empty()) return has_filled_column(row);
        return std::ranges::all_of(each, [&](const std::string& id) { return has_ink(column_of(row, id)); });
    });
    return std::cmp_greater_equal(whole, count);
}

bool holds_something(const Value& value, std::string_view column) {
    if (!column.empty()) return any_column(value, column, has_ink);
    if (const auto* const ticked = std::get_if<bool>(&value)) return *ticked;
    if (const auto* const text = std::get_if<std::string>(&value)) return has_ink(*text);
    if (const auto* const choices = std::get_if<std::vector<std::string>>(&value))
        return std::ranges::any_of(*choices, has_ink);
    const auto* const rows = std::get_if<std::vector<Row>>(&value);
    return rows != nullptr && std::ranges::any_of(*rows, has_filled_column);
}

} // namespace

bool meets(const Condition& condition, const Record& record) {
    const auto [field, column] = split(condition.field);
    const Value* const value = find_value(record, field);
    if (value == nullptr) return false;
    switch (condition.op) {
    case ConditionOp::is:
        if (condition.values.empty()) return false;
        if (column.empty()) return is_value(*value, condition.values.front());
        return is_among(*value, column, {condition.values.front()});
    case ConditionOp::in:
        return is_among(*value, column, condition.values);
    case ConditionOp::min:
        return column.empty() && has_rows(*value, condition.count, condition.each);
    case ConditionOp::filled:
        return holds_something(*value, column);
    }
    return false;
}

bool is_filled(const Record& record, std::string_view field) {
    const auto [list, column] = split(field);
    const Value* const value = find_value(record, list);
    return value != nullptr && holds_something(*value, column);
}

bool names_person(const Record& record, std::string_view role) {
    const Value* const people = find_value(record, "people");
    const auto* const rows = people == nullptr ? nullptr : std::get_if<std::vector<Row>>(people);
    return rows != nullptr && std::ranges::any_of(*rows, [&](const Row& row) {
               const std::string_view found = column_of(row, "role");
               return has_ink(column_of(row, "name")) && (role.empty() ? has_ink(found) : found == role);
           });
}

} // namespace cairn
