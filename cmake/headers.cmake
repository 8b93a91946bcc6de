# Headers of others that nearly every file reads, compiled once: most of the time that a file takes would go there.
# Every file still names what it uses itself, and compiles without.

set(cairn_common_headers
    <algorithm> <array> <cmath> <cstddef> <cstdint> <cstring> <functional> <initializer_list> <map> <memory> <optional>
    <set> <span> <string> <string_view> <utility> <variant> <vector>
    <nlohmann/json.hpp>)

# cairn_headers(NAME NEEDS targets... DEFINITIONS definitions... OPTIONS options... ALSO headers...)
# A target that compiles nothing else; a target that takes them over (REUSE_FROM) needs the same definitions and options.
function(cairn_headers name)
    cmake_parse_arguments(headers "" "" "NEEDS;DEFINITIONS;OPTIONS;ALSO" ${ARGN})
    set(source "${CMAKE_BINARY_DIR}/generated/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "// Nothing: its headers are what counts.\n")
    add_library(${name} OBJECT "${source}")
    target_link_libraries(${name} PRIVATE ${headers_NEEDS})
    target_compile_definitions(${name} PRIVATE ${headers_DEFINITIONS})
    target_compile_options(${name} PRIVATE ${headers_OPTIONS})
    target_precompile_headers(${name} PRIVATE ${cairn_common_headers} ${headers_ALSO})
endfunction()
