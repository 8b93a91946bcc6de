# Sources that are compiled as one (tools/together.mjs): a build of everything takes a third of the time. Off, and where
# there is no Node.js, each file is compiled by itself, which is sooner done after a change of one.

option(CAIRN_TOGETHER "Compile sources in groups" ON)

find_program(CAIRN_NODE node)

# cairn_together(TARGET FILES...): a file that is in two targets has the group of the first.
function(cairn_together target)
    if(NOT CAIRN_TOGETHER OR NOT CAIRN_NODE)
        return()
    endif()
    set(sources)
    foreach(file IN LISTS ARGN)
        get_source_file_property(group "${file}" UNITY_GROUP)
        if(NOT group)
            list(APPEND sources "${file}")
        endif()
    endforeach()
    if(sources)
        # What a file keeps to itself decides, so that a change of any asks again.
        execute_process(COMMAND "${CAIRN_NODE}" "${CMAKE_SOURCE_DIR}/tools/together.mjs" ${sources}
            OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
        string(REPLACE "\n" ";" lines "${lines}")
        foreach(line IN LISTS lines)
            string(REGEX MATCH "^([0-9]+) (.*)$" matched "${line}")
            set_source_files_properties("${CMAKE_MATCH_2}" PROPERTIES UNITY_GROUP "${target}_${CMAKE_MATCH_1}")
        endforeach()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
