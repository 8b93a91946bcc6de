# Clang 19 with its own library: the same front end and library as the wasm build has. Debian 12's g++ 12
# lacks the monadic operations of std::expected.
find_program(CAIRN_CLANG NAMES clang-19 clang-20 clang-21 REQUIRED)
find_program(CAIRN_CLANGXX NAMES clang++-19 clang++-20 clang++-21 REQUIRED)
set(CMAKE_C_COMPILER "${CAIRN_CLANG}")
set(CMAKE_CXX_COMPILER "${CAIRN_CLANGXX}")
set(CMAKE_CXX_FLAGS_INIT "-stdlib=libc++")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-stdlib=libc++ -fuse-ld=lld -Wl,--gc-sections")
