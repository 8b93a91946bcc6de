# cmake -DOUT=header -DSHADERS=files -P embed-shaders.cmake
set(text "// Made from shaders/ while building.\n#pragma once\n\nnamespace cairn::gl::shaders {\n\n")
foreach(shader IN LISTS SHADERS)
    cmake_path(GET shader FILENAME name)
    string(MAKE_C_IDENTIFIER "${name}" identifier)
    file(READ "${shader}" source)
    # Comments and indentation are for people; the driver and the transfer do without.
    string(REGEX REPLACE "[ \t]*//[^\n]*" "" source "${source}")
    string(REGEX REPLACE "\n[ \t\n]+" "\n" source "${source}")
    string(APPEND text "inline constexpr char ${identifier}[] = R\"glsl(${source})glsl\";\n\n")
endforeach()
string(APPEND text "} // namespace cairn::gl::shaders\n")
file(WRITE "${OUT}" "${text}")
