# The page's program, and the tests of the pure layers for Node. Each flag says why it is there.

set(wasm_flags
    -sSTRICT=1                  # nothing of older interfaces
    -sDYNAMIC_EXECUTION=0       # no eval: the page's policy forbids it
    -sALLOW_MEMORY_GROWTH=1     # a portfolio has no size known beforehand
    -sSTACK_SIZE=1MB            # 64 levels of JSON and of criteria with room to spare
    -sEXIT_RUNTIME=0)           # the page decides when it ends

file(GLOB js_library CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/lib/*.js")

cairn_program(cairn_web FOLDERS src/platform/web NEEDS cairn_ui)
if(TARGET cairn_web)
    set_target_properties(cairn_web PROPERTIES SUFFIX .mjs OUTPUT_NAME cairn)
    target_link_options(cairn_web PRIVATE
        ${wasm_flags}
        -sMODULARIZE=1                                # a factory; nothing global
        -sEXPORT_ES6=1                                # one module graph for the bundler
        --no-entry                                    # events wake it; there is no main loop
        -sENVIRONMENT=web                             # no code for Node in the page
        -sINCOMING_MODULE_JS_API=instantiateWasm,locateFile,wasmBinary,print,printErr,onAbort
        -sEXPORTED_FUNCTIONS=_malloc,_free            # exports.cpp marks its own
        -sEXPORTED_RUNTIME_METHODS=HEAPU8             # the page reads node arrays and texts in place
        -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2   # GLSL ES 3.00 and instancing, nothing older
        -sFORCE_FILESYSTEM=1                          # mounted from the page before the program starts
        -sMALLOC=emmalloc                             # smaller; what is allocated in a frame is little
        -lidbfs.js -lGL)
    # Closure halves the glue. Where npm has no build of it for this machine the page is the same, 5 kB larger.
    set(closure "${CMAKE_SOURCE_DIR}/node_modules/google-closure-compiler-linux/compiler")
    if(EXISTS "${closure}")
        target_link_options(cairn_web PRIVATE --closure=1)
        set_property(TARGET cairn_web PROPERTY RULE_LAUNCH_LINK "\"${CMAKE_COMMAND}\" -E env \"EM_CLOSURE_COMPILER=${closure}\"")
    endif()
    foreach(library IN LISTS js_library)
        target_link_options(cairn_web PRIVATE --js-library "${library}")
    endforeach()
    set_property(TARGET cairn_web PROPERTY LINK_DEPENDS ${js_library})
endif()

# What differs between machines of 32 and 64 bits is below the program: its own suites run on this machine alone.
cairn_program(cairn_core_tests
    FOLDERS tests/base tests/core tests/semantics
    FILES tests/main.cpp
    NEEDS cairn_app cairn_semantics cairn_test_support # the shipped assets are read by the program's catalog
    HEADERS cairn_test_headers
    BEFORE cairn_core)
if(TARGET cairn_core_tests)
    set_target_properties(cairn_core_tests PROPERTIES SUFFIX .cjs EXCLUDE_FROM_ALL ON)
    target_link_options(cairn_core_tests PRIVATE
        ${wasm_flags}
        -O1                # the layers are compiled as for the page; shrinking the whole would take minutes
        -sENVIRONMENT=node
        -sNODERAWFS=1      # test data are files of this machine
        -sEXIT_RUNTIME=1   # the exit code is the verdict
        -lnodefs.js -lnoderawfs.js)
endif()

# What bench/core.mjs measures: the page's code, started by Node.
cairn_program(cairn_bench FOLDERS bench NEEDS cairn_core sodium)
set_target_properties(cairn_bench PROPERTIES SUFFIX .cjs EXCLUDE_FROM_ALL ON)
target_link_options(cairn_bench PRIVATE
    ${wasm_flags}
    -sENVIRONMENT=node
    -sNODERAWFS=1
    -sEXIT_RUNTIME=1
    -lnodefs.js -lnoderawfs.js)
