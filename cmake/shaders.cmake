# shaders/*.vert and *.frag: complete GLSL ES 3.00 files, validated while building and embedded as
# `shaders.hpp`: cairn::gl::shaders::stones_frag for shaders/stones.frag.
find_program(CAIRN_GLSLANG glslangValidator)
if(NOT CAIRN_GLSLANG)
    message(FATAL_ERROR "glslangValidator is missing: install glslang-tools.")
endif()

file(GLOB shader_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/shaders/*.vert" "${CMAKE_SOURCE_DIR}/shaders/*.frag")
set(shader_header "${CMAKE_BINARY_DIR}/generated/shaders.hpp")
set(shader_checks)
foreach(shader IN LISTS shader_files)
    cmake_path(GET shader FILENAME shader_name)
    set(checked "${CMAKE_BINARY_DIR}/generated/shaders/${shader_name}.checked")
    add_custom_command(
        OUTPUT "${checked}"
        COMMAND "${CAIRN_GLSLANG}" "${shader}"
        COMMAND "${CMAKE_COMMAND}" -E touch "${checked}"
        DEPENDS "${shader}"
        COMMENT "Validating ${shader_name}"
        VERBATIM)
    list(APPEND shader_checks "${checked}")
endforeach()
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated/shaders")

add_custom_command(
    OUTPUT "${shader_header}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${shader_header}" "-DSHADERS=${shader_files}" -P "${CMAKE_SOURCE_DIR}/cmake/embed-shaders.cmake"
    DEPENDS ${shader_files} ${shader_checks} "${CMAKE_SOURCE_DIR}/cmake/embed-shaders.cmake"
    COMMENT "Embedding shaders"
    VERBATIM)
add_custom_target(cairn_shader_header DEPENDS "${shader_header}")
add_library(cairn_shaders INTERFACE)
add_dependencies(cairn_shaders cairn_shader_header)
target_include_directories(cairn_shaders INTERFACE "${CMAKE_BINARY_DIR}/generated")
