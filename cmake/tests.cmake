# What every test program shares: doctest, and where test data and the standards' files lie.
add_library(cairn_test_support INTERFACE)
target_link_libraries(cairn_test_support INTERFACE doctest)
target_include_directories(cairn_test_support INTERFACE "${CMAKE_SOURCE_DIR}/tests")
target_compile_definitions(cairn_test_support INTERFACE "CAIRN_SOURCE_FOLDER=\"${CMAKE_SOURCE_DIR}\"")
