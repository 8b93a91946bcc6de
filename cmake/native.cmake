# On this machine: the tests with fakes at the edge, and the `cairn` command.
cairn_layer(cairn_platform_headless FOLDER src/platform/headless NEEDS cairn_ui PRECOMPILED)

# Signatures of P-256 and RSA: what WebCrypto is to the page. The core does without.
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
set(signatures "${CMAKE_SOURCE_DIR}/src/cli/signatures.cpp")

cairn_program(cairn_tests
    FOLDERS tests/base tests/core tests/app tests/semantics tests/gl tests/ui
    FILES tests/main.cpp "${signatures}"
    NEEDS cairn_platform_headless cairn_test_support OpenSSL::Crypto
    HEADERS cairn_test_headers
    BEFORE cairn_core cairn_app cairn_ui)

# The lowest layers alone: built in a moment, whatever state the others are in.
cairn_program(cairn_core_tests
    FOLDERS tests/base tests/core tests/semantics
    FILES tests/main.cpp "${signatures}"
    NEEDS cairn_app cairn_semantics cairn_test_support OpenSSL::Crypto # the shipped assets are read by the program's catalog
    HEADERS cairn_test_headers
    BEFORE cairn_core)
if(TARGET cairn_core_tests)
    set_target_properties(cairn_core_tests cairn_tests PROPERTIES EXCLUDE_FROM_ALL ON)
endif()

# The command carries its words and the pathways, so that it runs from anywhere.
set(words_header "${CMAKE_BINARY_DIR}/generated/cli/command_words.hpp")
set(words_en "${CMAKE_SOURCE_DIR}/assets/strings/en.json")
set(words_command "${CMAKE_SOURCE_DIR}/assets/strings/command.en.json")
file(GLOB words_pathways CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/pathways/*.json")
add_custom_command(
    OUTPUT "${words_header}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${words_header}" "-DEN=${words_en}" "-DCOMMAND=${words_command}"
            "-DPATHWAYS=${words_pathways}" -P "${CMAKE_SOURCE_DIR}/cmake/embed-words.cmake"
    DEPENDS "${words_en}" "${words_command}" ${words_pathways} "${CMAKE_SOURCE_DIR}/cmake/embed-words.cmake"
    COMMENT "Embedding words"
    VERBATIM)

file(READ "${CMAKE_SOURCE_DIR}/package.json" package_json)
string(JSON cairn_version GET "${package_json}" version)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/package.json")

cairn_program(cairn_cli FOLDERS src/cli FILES "${words_header}" NEEDS cairn_app OpenSSL::Crypto HEADERS cairn_layer_headers)
if(TARGET cairn_cli)
    set_target_properties(cairn_cli PROPERTIES OUTPUT_NAME cairn)
    cairn_fast(cairn_cli)
    target_include_directories(cairn_cli PRIVATE "${CMAKE_BINARY_DIR}/generated/cli")
    target_compile_definitions(cairn_cli PRIVATE JSON_USE_IMPLICIT_CONVERSIONS=0 "CAIRN_VERSION=\"${cairn_version}\"")
endif()

# What bench/core.mjs measures.
cairn_program(cairn_bench FOLDERS bench NEEDS cairn_core sodium)
set_target_properties(cairn_bench PROPERTIES EXCLUDE_FROM_ALL ON)
cairn_fast(cairn_bench)

# What tests/fuzz/run.sh starts. libFuzzer is built on the other standard library; the two do not meet.
if(CAIRN_SANITIZE)
    # It sees which way a reader took. The tests take the same objects, so that nothing is compiled twice; whatever is
    # not a reader is not slowed down by it.
    target_compile_options(cairn_core PRIVATE -fsanitize-coverage=inline-8bit-counters,indirect-calls,trace-cmp,pc-table)
    cairn_program(cairn_fuzz FOLDERS tests/fuzz NEEDS cairn_core cairn_test_support)
    # By its file: the driver takes -lstdc++ for the standard library of -stdlib.
    target_link_options(cairn_fuzz PRIVATE -fsanitize=fuzzer -l:libstdc++.so.6)
    set_target_properties(cairn_fuzz PROPERTIES EXCLUDE_FROM_ALL ON)
endif()
