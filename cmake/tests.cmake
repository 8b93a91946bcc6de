# What every test program shares: doctest, and where test data and the standards' files lie. Test files are compiled
# with little or no optimization: that takes longer than running them. What they test keeps its own.
if(EMSCRIPTEN)
    # There even small functions of the standard library would be calls, which the linker gives to everybody.
    set(test_options -O1 -fno-lto)
else()
    set(test_options -O0 $<$<BOOL:${CAIRN_SANITIZE}>:-g0>)
endif()
add_library(cairn_test_support INTERFACE)
target_link_libraries(cairn_test_support INTERFACE doctest)
target_include_directories(cairn_test_support INTERFACE "${CMAKE_SOURCE_DIR}/tests")
target_compile_definitions(cairn_test_support INTERFACE "CAIRN_SOURCE_FOLDER=\"${CMAKE_SOURCE_DIR}\"")
target_compile_options(cairn_test_support INTERFACE ${test_options})

cairn_headers(cairn_test_headers NEEDS nlohmann_json doctest OPTIONS ${test_options} ALSO <doctest/doctest.h> <filesystem> <fstream> <random>)
# doctest's own part is asked for by a word before its header.
set_source_files_properties(tests/main.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
