# The JSON-LD contexts of cmake/contexts/ and of the packages that it names, as `compiled_contexts.hpp`.
find_program(CAIRN_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH)
if(NOT CAIRN_NODE)
    message(FATAL_ERROR "node is missing: install nodejs.")
endif()
set(contexts_header "${CMAKE_BINARY_DIR}/generated/contexts/compiled_contexts.hpp")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated/contexts")
set(contexts_files
    "${CMAKE_SOURCE_DIR}/cmake/contexts/embed.mjs"
    "${CMAKE_SOURCE_DIR}/cmake/contexts/packages.tsv"
    "${CMAKE_SOURCE_DIR}/cmake/contexts/facts.tsv")
add_custom_command(
    OUTPUT "${contexts_header}"
    COMMAND "${CAIRN_NODE}" "${CMAKE_SOURCE_DIR}/cmake/contexts/embed.mjs" "${contexts_header}"
    DEPENDS ${contexts_files} "${CMAKE_SOURCE_DIR}/package-lock.json"
    COMMENT "Embedding contexts"
    VERBATIM)
target_sources(cairn_core PRIVATE "${contexts_header}")
target_include_directories(cairn_core PRIVATE "${CMAKE_BINARY_DIR}/generated/contexts")
