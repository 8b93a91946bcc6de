# On this machine: the tests with fakes at the edge, and the `cairn` command.
cairn_layer(cairn_platform_headless FOLDER src/platform/headless NEEDS cairn_ui)

cairn_program(cairn_tests
    FOLDERS tests/base tests/core tests/app tests/semantics tests/gl tests/ui
    FILES tests/main.cpp
    NEEDS cairn_platform_headless cairn_test_support)

# The lowest layers alone: built in a moment, whatever state the others are in.
cairn_program(cairn_core_tests
    FOLDERS tests/base tests/core tests/semantics
    FILES tests/main.cpp
    NEEDS cairn_core cairn_semantics cairn_test_support)
if(TARGET cairn_core_tests)
    set_target_properties(cairn_core_tests PROPERTIES EXCLUDE_FROM_ALL ON)
endif()

cairn_program(cairn_cli FOLDERS src/cli NEEDS cairn_core)
if(TARGET cairn_cli)
    set_target_properties(cairn_cli PROPERTIES OUTPUT_NAME cairn)
endif()
