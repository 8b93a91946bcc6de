# The third parties of cmake/dependencies.tsv as targets. Their sources lie in the cache, checked by hash.

if(DEFINED ENV{CAIRN_CACHE})
    set(cairn_cache "$ENV{CAIRN_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(cairn_cache "$ENV{XDG_CACHE_HOME}/cairn")
else()
    set(cairn_cache "$ENV{HOME}/.cache/cairn")
endif()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/cmake/dependencies.tsv")
execute_process(COMMAND "${CMAKE_SOURCE_DIR}/tools/dependencies.sh" RESULT_VARIABLE dependencies_result)
if(NOT dependencies_result EQUAL 0)
    message(FATAL_ERROR "A dependency could not be fetched; the line above says which and why.")
endif()

# cairn_dependency_folder(NAME OUT): CACHE/src/NAME-VERSION, the version being the table's.
function(cairn_dependency_folder name out)
    file(STRINGS "${CMAKE_SOURCE_DIR}/cmake/dependencies.tsv" rows REGEX "^${name}\t")
    list(GET rows 0 row)
    string(REGEX MATCH "^[^\t]+\t([^\t]+)" matched "${row}")
    set(${out} "${cairn_cache}/src/${name}-${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

add_compile_options("-ffile-prefix-map=${cairn_cache}/=")

# JSON: headers alone. No streams and no exceptions; what it would throw is answered before it comes to that.
cairn_dependency_folder(nlohmann-json json_folder)
add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE "${json_folder}/single_include")
target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION JSON_NO_IO)

cairn_dependency_folder(doctest doctest_folder)
add_library(doctest INTERFACE)
target_include_directories(doctest SYSTEM INTERFACE "${doctest_folder}")
target_compile_definitions(doctest INTERFACE DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS DOCTEST_CONFIG_NO_POSIX_SIGNALS)

# Dear ImGui without its demo, its own fonts, its font rasteriser and its files: src/ui/imgui_config.h. Without
# its tables: cmake/imgui/no_tables.cpp.
cairn_dependency_folder(imgui imgui_folder)
add_library(imgui STATIC
    "${imgui_folder}/imgui.cpp"
    "${imgui_folder}/imgui_draw.cpp"
    "${imgui_folder}/imgui_widgets.cpp"
    "${CMAKE_SOURCE_DIR}/cmake/imgui/font_loader.cpp"
    "${CMAKE_SOURCE_DIR}/cmake/imgui/no_tables.cpp")
target_include_directories(imgui SYSTEM PUBLIC "${imgui_folder}" "${imgui_folder}/backends")
target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3 "IMGUI_USER_CONFIG=\"${CMAKE_SOURCE_DIR}/src/ui/imgui_config.h\"")
target_compile_options(imgui PRIVATE -w)
if(EMSCRIPTEN)
    target_sources(imgui PRIVATE "${imgui_folder}/backends/imgui_impl_opengl3.cpp")
endif()

# libsodium: plain C without its assembly variants, so that native tests run the code that ships.
cairn_dependency_folder(libsodium sodium_folder)
set(sodium_source "${sodium_folder}/src/libsodium")
set(sodium_generated "${CMAKE_BINARY_DIR}/generated/sodium")
set(VERSION 1.0.18)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
file(READ "${sodium_source}/include/sodium/version.h.in" sodium_version)
string(CONFIGURE "${sodium_version}" sodium_version @ONLY)
# The file does not lie beside the others here, as it would after their own configure.
string(REPLACE "\"export.h\"" "<sodium/export.h>" sodium_version "${sodium_version}")
file(CONFIGURE OUTPUT "${sodium_generated}/sodium/version.h" CONTENT "${sodium_version}" @ONLY)
file(GLOB_RECURSE sodium_files "${sodium_source}/*.c")
# Its multiplication by a table gives way to ours, for the bytes: cmake/libsodium/scalarmult_base.c.
set_source_files_properties("${sodium_source}/crypto_core/ed25519/ref10/ed25519_ref10.c"
    PROPERTIES COMPILE_DEFINITIONS ge25519_scalarmult_base=ge25519_scalarmult_base_by_table)
add_library(sodium STATIC ${sodium_files} "${CMAKE_SOURCE_DIR}/cmake/libsodium/scalarmult_base.c")
target_include_directories(sodium SYSTEM
    PUBLIC "${sodium_source}/include" "${sodium_generated}"
    PRIVATE "${sodium_source}/include/sodium" "${sodium_generated}/sodium")
target_compile_definitions(sodium PUBLIC SODIUM_STATIC PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 HAVE_STDINT_H=1 HAVE_INTTYPES_H=1)
target_compile_options(sodium PRIVATE -w)
if(EMSCRIPTEN)
    # Its own Emscripten branch asks for random bytes through inline JavaScript that fails in an ES module
    # outside a page; the ordinary one reads /dev/urandom, which Emscripten fills from crypto.getRandomValues.
    file(GLOB_RECURSE sodium_random "${sodium_source}/randombytes/*.c")
    set_source_files_properties(${sodium_random} PROPERTIES COMPILE_OPTIONS -U__EMSCRIPTEN__)
else()
    target_compile_definitions(sodium PRIVATE HAVE_TI_MODE=1 HAVE_SYS_RANDOM_H=1 HAVE_GETRANDOM=1)
endif()

# zlib: what unpacks, and nothing that packs. A checksum table of 1 kB instead of 40: input is small.
cairn_dependency_folder(zlib zlib_folder)
add_library(zlib STATIC
    "${zlib_folder}/adler32.c"
    "${zlib_folder}/crc32.c"
    "${zlib_folder}/inffast.c"
    "${zlib_folder}/inflate.c"
    "${zlib_folder}/inftrees.c"
    "${zlib_folder}/zutil.c")
target_include_directories(zlib SYSTEM PUBLIC "${zlib_folder}")
target_compile_definitions(zlib PRIVATE Z_TESTW=0 HAVE_UNISTD_H=1 HAVE_STDARG_H=1 HAVE_HIDDEN=1 PUBLIC ZLIB_CONST=1)
target_compile_options(zlib PRIVATE -w)

# md4c: its parser alone. What is read becomes values of ours; its HTML writer and its table of entities stay out. Its
# tables of Unicode cost the page 4 kB and tell punctuation and letter case beyond ASCII; text is UTF-8 either way.
cairn_dependency_folder(md4c md4c_folder)
add_library(md4c STATIC "${md4c_folder}/src/md4c.c")
target_include_directories(md4c SYSTEM PUBLIC "${md4c_folder}/src")
target_compile_definitions(md4c PRIVATE MD4C_USE_ASCII)
target_compile_options(md4c PRIVATE -w)
