# Finds (or prepares, see tools/emscripten.sh) Emscripten and goes on with its own toolchain file.
if(NOT DEFINED CAIRN_EMSCRIPTEN_ROOT)
    execute_process(
        COMMAND "${CMAKE_CURRENT_LIST_DIR}/../tools/emscripten.sh"
        OUTPUT_VARIABLE emscripten_lines
        RESULT_VARIABLE emscripten_result)
    if(NOT emscripten_result EQUAL 0 OR NOT emscripten_lines MATCHES "EMSCRIPTEN_ROOT=([^\n]+)")
        message(FATAL_ERROR "No Emscripten of at least 3.1.69 could be found or prepared.")
    endif()
    set(CAIRN_EMSCRIPTEN_ROOT "${CMAKE_MATCH_1}" CACHE PATH "Where em++ lies")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CAIRN_EMSCRIPTEN_ROOT)
include("${CAIRN_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
