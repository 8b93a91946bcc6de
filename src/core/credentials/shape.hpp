// Looking at the shape of a credential, part by part, and what every credential of the data model has. For
// check_shape.cpp; what is found is a fault of the report, with its JSON path.
#pragma once

#include "core/credentials/check.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::string_view vcdm_1_context = "https://www.w3.org/2018/credentials/v1";
inline constexpr std::string_view vcdm_2_context = "https://www.w3.org/ns/credentials/v2";

class Shape {
  public:
    using Names = std::initializer_list<std::string_view>;

    explicit Shape(CheckReport& report) : report_(report) {}

    void add(Error fault); // unless there are max_faults

    void need(const Json& owner, const std::string& path, Names names);
    void need_type(const Json& owner, const std::string& path, std::string_view type);
    // A member that is a set stands as a list, even of one.
    void need_lists(const Json& owner, const std::string& path, Names names);
    void no_empty(const Json& owner, const std::string& path);
    void need_date(const Json& owner, const std::string& path, Names names);
    // A member that is there is one address, of the web or another absolute one.
    void need_address(const Json& owner, const std::string& path, std::string_view name);

  private:
    CheckReport& report_;
};

// The first contexts have an order; what follows them is free. The very first is that of either version of
// the data model.
void check_contexts(const Json& json, const std::string& path, Shape& shape,
                    const std::vector<std::string_view>& expected);

// What stands around every credential and presentation: W3C Verifiable Credentials Data Model 2.0, section 4.
void check_envelope(const Json& json, const std::string& path, Shape& shape);
void check_credential(const Json& json, const std::string& path, Shape& shape);
void check_presentation(const Json& json, const std::string& path, Shape& shape);
void check_badge_2(const Json& json, const std::string& path, Shape& shape);

// Of no kind that is known: what it lacks to be a credential, where it is meant as one.
void check_other(const Json& json, const std::string& path, Shape& shape);

} // namespace cairn
