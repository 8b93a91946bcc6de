#include "gl/stones.hpp"

#include "gl/stone_colors.hpp"
#include "gl/stone_shape.hpp"
#include "gl/stone_skin.hpp"
#include "shaders.hpp"

#include <GLES3/gl3.h>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

namespace cairn::gl {

namespace {

struct Vector {
    float x = 0, y = 0, z = 0, w = 0;
};

constexpr std::size_t vectors = 10; // per stone, as in shaders/stones.vert
using Instances = std::array<Vector, max_stones * vectors>;

Vector with(const Color& color, float w) {
    return {color.r, color.g, color.b, w};
}

GLuint compile(GLenum kind, std::string_view source) {
    const GLuint shader = glCreateShader(kind);
    if (shader == 0) return 0;
    const GLchar* text = source.data();
    const GLint length = static_cast<GLint>(source.size());
    glShaderSource(shader, 1, &text, &length);
    glCompileShader(shader);
    return shader;
}

// Asks for the outcome once, after linking: each question waits for the compiler.
GLuint link(std::string_view vertex_source, std::string_view fragment_source) {
    const GLuint vertex = compile(GL_VERTEX_SHADER, vertex_source);
    const GLuint fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
    const GLuint program = glCreateProgram();
    if (vertex != 0 && fragment != 0 && program != 0) {
        glAttachShader(program, vertex);
        glAttachShader(program, fragment);
        glLinkProgram(program);
    }
    if (vertex != 0) glDeleteShader(vertex);
    if (fragment != 0) glDeleteShader(fragment);
    return program;
}

bool linked(GLuint program) {
    if (program == 0) return false;
    GLint status = GL_FALSE;
    glGetProgramiv(program, GL_LINK_STATUS, &status);
    return status == GL_TRUE;
}

GLuint skin_texture() {
    const std::vector<std::uint8_t> skin = make_skin();
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_REPEAT);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_REPEAT);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, skin_size, skin_size, 0, GL_RED, GL_UNSIGNED_BYTE, skin.data());
    return texture;
}

void fill_instance(Vector* out, const Scene& scene, std::size_t index, const Standing& standing) {
    const Stone& stone = scene.stones[index];
    const StoneShape shape = shape_of(stone);
    const StoneFill fill = fill_of(stone);
    const bool open = stone.state == StoneState::open;
    const float edge_width = stone.pebble ? 1.4F : 1.8F;

    out[0] = {scene.x + stone.x, scene.y + stone.y, std::max(stone.rx, 1.0F), std::max(stone.ry, 1.0F)};
    out[1] = {std::cos(stone.tilt), std::sin(stone.tilt), 0, 0};
    out[2] = {shape.cos3, shape.sin3, shape.sin2, shape.square};
    if (open) {
        const StoneRound round = round_of(stone, shape);
        out[3] = {round.cos1, round.sin1, round.cos2, round.sin2};
        out[4] = {round.cos3, round.sin3, round.sin4, std::max(std::round(round.length / dash_period), 1.0F)};
    }
    out[5] = with(stone.color, fill.surface);
    out[6] = with(edge_color(scene, stone), edge_width);
    if (stone.state == StoneState::submitted)
        out[7] = with(ring_color(scene, stone), stone.pebble ? 4.5F : 7.0F);
    if (stone.state == StoneState::earned) out[7] = with(scene.gold, stone.pebble ? -3.0F : -4.5F);

    float pressed = 0;
    if (const std::size_t above = standing.above[index]; above != none) {
        const Stone& upper = scene.stones[above];
        out[8] = {upper.x - stone.x, upper.y - stone.y, upper.rx, upper.ry};
        pressed = upper.state == StoneState::open ? 0.10F : 0.46F;
        if (open) pressed *= 0.4F;
    }
    float grounded = 0;
    if (standing.on_ground[index]) grounded = (scene.dark ? 0.75F : 0.50F) * (open ? 0.35F : 1.0F);
    out[9] = {stone.seed, grounded, pressed, fill.wave};
}

} // namespace

bool StoneRenderer::create() {
    if (usable()) return true;
    if (failed_) return false;
    stones_.program = link(shaders::stones_vert, shaders::stones_frag);
    backdrop_.program = link(shaders::backdrop_vert, shaders::backdrop_frag);
    glGenVertexArrays(1, &vertex_array_);
    if (!linked(stones_.program) || !linked(backdrop_.program) || vertex_array_ == 0) {
        destroy();
        failed_ = true;
        return false;
    }
    skin_ = skin_texture();
    stones_.skin = glGetUniformLocation(stones_.program, "u_skin");
    stones_.canvas = glGetUniformLocation(stones_.program, "u_canvas");
    stones_.stones = glGetUniformLocation(stones_.program, "u_stones");
    stones_.pale = glGetUniformLocation(stones_.program, "u_pale");
    stones_.ground = glGetUniformLocation(stones_.program, "u_ground");
    backdrop_.canvas = glGetUniformLocation(backdrop_.program, "u_canvas");
    backdrop_.scene = glGetUniformLocation(backdrop_.program, "u_scene");
    backdrop_.glow = glGetUniformLocation(backdrop_.program, "u_glow");
    backdrop_.tint = glGetUniformLocation(backdrop_.program, "u_tint");
    backdrop_.plane = glGetUniformLocation(backdrop_.program, "u_plane");
    backdrop_.step = glGetUniformLocation(backdrop_.program, "u_step");
    backdrop_.ground = glGetUniformLocation(backdrop_.program, "u_ground");
    return true;
}

void StoneRenderer::draw(const Scene& scene, const Canvas& canvas, const Clip& clip) {
    if (!usable() || canvas.density <= 0 || scene.width <= 0 || scene.height <= 0) return;
    const auto device = [&](float css) { return static_cast<GLint>(std::lround(css * canvas.density)); };
    const GLint left = device(std::max(clip.left, scene.x));
    const GLint right = device(std::min(clip.right, scene.x + scene.width));
    const GLint top = device(std::max(clip.top, scene.y));
    const GLint bottom = device(std::min(clip.bottom, scene.y + scene.height));
    if (right <= left || bottom <= top) return;

    glEnable(GL_SCISSOR_TEST);
    glScissor(left, canvas.height - bottom, right - left, bottom - top);
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glBindVertexArray(vertex_array_);

    const float width = static_cast<float>(canvas.width) / canvas.density;
    const float height = static_cast<float>(canvas.height) / canvas.density;
    const Standing standing = standing_of(scene);

    glUseProgram(backdrop_.program);
    glUniform3f(backdrop_.canvas, width, height, canvas.density);
    glUniform4f(backdrop_.scene, scene.x, scene.y, scene.width, scene.height);
    glUniform4f(backdrop_.glow, scene.width / 2, scene.height / 2, 2 / scene.width, 2 / scene.height);
    glUniform4f(backdrop_.tint, scene.glow.r, scene.glow.g, scene.glow.b, scene.glow.a);
    const Color& page = scene.background;
    const float range = std::max({std::abs(scene.glow.r - page.r), std::abs(scene.glow.g - page.g),
                                  std::abs(scene.glow.b - page.b), 0.02F});
    glUniform1f(backdrop_.step, scene.glow.a > 0 ? 1 / (255 * range) : 0.0F);
    glUniform4f(backdrop_.plane, scene.width / 2, standing.ground + 2, 1 / (0.49F * scene.width), 1 / 19.0F);
    glUniform3f(backdrop_.ground, scene.ground.r, scene.ground.g, scene.ground.b);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);

    const std::size_t count = std::min(scene.count, max_stones);
    if (count == 0) return;
    Instances instances{};
    for (std::size_t i = 0; i < count; ++i)
        fill_instance(&instances[i * vectors], scene, i, standing);
    const Color pale = pale_color(scene);
    glUseProgram(stones_.program);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, skin_);
    glUniform1i(stones_.skin, 0);
    glUniform3f(stones_.canvas, width, height, canvas.density);
    glUniform4fv(stones_.stones, static_cast<GLsizei>(count * vectors), &instances[0].x);
    glUniform4f(stones_.pale, pale.r, pale.g, pale.b, scene.dark ? 1.0F : 0.0F);
    glUniform3f(stones_.ground, scene.ground.r, scene.ground.g, scene.ground.b);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
}

void StoneRenderer::destroy() {
    if (stones_.program != 0) glDeleteProgram(stones_.program);
    if (backdrop_.program != 0) glDeleteProgram(backdrop_.program);
    if (skin_ != 0) glDeleteTextures(1, &skin_);
    if (vertex_array_ != 0) glDeleteVertexArrays(1, &vertex_array_);
    forget();
}

void StoneRenderer::forget() {
    stones_ = {};
    backdrop_ = {};
    vertex_array_ = 0;
    skin_ = 0;
    failed_ = false;
}

} // namespace cairn::gl
