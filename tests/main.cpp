// Runs every test that is linked in; `--list-test-cases` names them.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
