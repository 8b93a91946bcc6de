# What holds for every target of ours.

option(CAIRN_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer, and the readers for libFuzzer" OFF)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

# A failure is a value, so neither exceptions nor run-time types are paid for.
add_compile_options(-fno-rtti -ffunction-sections -fdata-sections)
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
# The same input gives the same bytes wherever the folder lies.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")

if(CAIRN_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    # A third of all compiling: AddressSanitizer stops at a null pointer and beyond an object too, and what is not
    # aligned does no harm where this runs.
    add_compile_options(-fno-sanitize=null,alignment,object-size)
    add_link_options(-fsanitize=address,undefined)
endif()

if(EMSCRIPTEN)
    # Small before fast: the first screen waits for the transfer, and no frame of ours is near its limit.
    set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")
    set(CMAKE_C_FLAGS_RELEASE "-Oz -DNDEBUG")
    add_compile_options(-flto)
    add_link_options(-flto)
    # The oldest browsers that the page is built for (web/build/bundle.mjs) have both: one instruction where a
    # call to copy or a comparison of limits would stand.
    add_compile_options(-mbulk-memory -mnontrapping-fptoint)
    add_link_options(-mbulk-memory -mnontrapping-fptoint)
    # There is one thread: the first use of a local static needs no lock.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics>)
else()
    # Asserts stay in: these builds are for tests and for the command.
    set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
    set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O1 -g1")
endif()

# Warnings are for our own targets; a third party's are its own matter.
add_library(cairn_warnings INTERFACE)
target_compile_options(cairn_warnings INTERFACE -Wall -Wextra -Werror)

# cairn_fast(TARGETS...): what the command spends its time in. The tests and the rest of the program build sooner
# without; the page stays small; a sanitizer wants its own.
function(cairn_fast)
    if(NOT EMSCRIPTEN AND NOT CAIRN_SANITIZE)
        foreach(target IN LISTS ARGN)
            target_compile_options(${target} PRIVATE -O2)
        endforeach()
    endif()
endfunction()
