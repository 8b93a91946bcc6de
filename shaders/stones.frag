#version 300 es
// A river stone: a signed distance from a rounded, slightly irregular outline, a height guessed from
// it, soft light from above left, speckles, and the marks of its state. Premultiplied output.
precision highp float;

uniform vec3 u_canvas; // width, height, device pixels per CSS pixel
uniform vec4 u_pale;   // colour of what is not filled; 1 in the dark theme, else 0
uniform vec3 u_ground; // light thrown back by the ground
uniform sampler2D u_skin; // 0.5 leaves the colour, more is paler, less is darker

in vec2 v_point;
flat in vec4 v_form;
flat in vec4 v_harmonics;
flat in vec4 v_dash_a;
flat in vec4 v_dash_b;
flat in vec4 v_color;
flat in vec4 v_edge;
flat in vec4 v_ring;
flat in vec4 v_over;
flat in vec4 v_misc;

out vec4 out_color;

const float turn = 6.2831853;
const vec3 light = vec3(-0.42, -0.70, 0.58);

// How much of the pixel lies where `distance` is below zero.
float cover(float distance) {
    return clamp(0.5 - distance * u_canvas.z, 0.0, 1.0);
}

void main() {
    vec2 local = vec2(dot(v_form.xy, v_point), dot(vec2(-v_form.y, v_form.x), v_point));
    vec2 q = local * v_form.zw;
    float squared = max(dot(q, q), 1e-5);
    float inverse = inversesqrt(squared);
    float rho = squared * inverse;
    vec2 e = q * inverse;
    float c2 = e.x * e.x - e.y * e.y, s2 = 2.0 * e.x * e.y;
    float c3 = c2 * e.x - s2 * e.y, s3 = s2 * e.x + c2 * e.y;
    float c4 = c2 * c2 - s2 * s2, s4 = 2.0 * s2 * c2;
    float radius = 1.0 + v_harmonics.x * c3 + v_harmonics.y * s3 + v_harmonics.z * s2 + v_harmonics.w * (1.0 - c4);
    float slope = -3.0 * v_harmonics.x * s3 + 3.0 * v_harmonics.y * c3 + 2.0 * v_harmonics.z * c2 +
                  4.0 * v_harmonics.w * s4;
    vec2 gradient = (e - vec2(-e.y, e.x) * (slope * min(inverse, 2.0))) * v_form.zw;
    float steep = max(length(gradient), 1e-6);
    float edge = (rho - radius) / steep;

    // Shadow on the ground, a little to the right: the light comes from the left.
    float shadow = 0.0;
    if (v_misc.y > 0.0) {
        vec2 s = (v_point * v_form.zw - vec2(0.09, 0.90)) * vec2(0.84, 2.6);
        float near = max(1.0 - dot(s, s), 0.0);
        shadow = v_misc.y * near * near;
    }
    if (edge > 3.0) {
        out_color = vec4(0.0, 0.0, 0.0, shadow);
        return;
    }

    // Light. The height is nearly flat in the middle and falls off at the rim.
    float t = min(rho / radius, 1.0);
    vec2 away = vec2(v_form.x * gradient.x - v_form.y * gradient.y, v_form.y * gradient.x + v_form.x * gradient.y) / steep;
    float bend = t * (0.50 + 0.47 * t * t);
    vec3 normal = vec3(away * bend, sqrt(1.0 - bend * bend));
    float lit = dot(normal, light);
    float shade = smoothstep(-0.55, 0.95, lit);
    float glance = max(lit, 0.0);
    glance *= glance * glance;
    float under = max(normal.y, 0.0);

    // The surface, pressed together towards the rim as on something round.
    vec2 skin = local * (1.0 + 0.28 * t * t * t) + v_misc.x * vec2(37.0, 53.0);
    float spot = texture(u_skin, skin * (1.2 / 256.0)).r * 2.0 - 1.0;
    vec3 stone = mix(v_color.rgb, spot > 0.0 ? vec3(0.97, 0.96, 0.92) : v_color.rgb * 0.35, abs(spot) * 0.55);
    // A vein of quartz through some of them.
    float lean = fract(v_misc.x * 3.7) - 0.5;
    float vein = local.y + local.x * (lean + sign(lean) * 0.18) + local.x * local.x * v_form.z * 0.16 +
                 (fract(v_misc.x * 1.3) - 0.6) / v_form.w + spot * 6.0;
    float quartz = step(0.5, fract(v_misc.x * 5.3)) * (1.0 - smoothstep(0.6, 2.8, abs(vein)));
    stone = mix(stone, vec3(0.95, 0.94, 0.90), 0.26 * quartz);
    stone *= mix(vec3(0.50, 0.53, 0.60), vec3(1.08, 1.07, 1.03), shade);
    stone += (vec3(1.0, 0.98, 0.93) - stone) * (0.24 * glance + 0.30 * smoothstep(0.86, 1.0, t) * max(lit, 0.0));
    stone += u_ground * under * under * 0.06;

    vec3 pale = mix(u_pale.rgb, v_color.rgb, 0.06) * mix(0.90, 1.0, shade);
    pale += (1.0 - pale) * u_pale.w * 0.05 * glance;

    // The fill's surface stays level however the stone is tilted.
    vec3 color = v_color.w > 0.5e4 ? pale : stone;
    if (v_misc.w > 0.0) {
        float along = v_point.x * v_form.z;
        float wave = v_misc.w * (sin(along * 3.6 + v_misc.x * 5.0) + 0.35 * sin(along * 8.3 - v_misc.x * 3.0));
        float depth = v_point.y - v_color.w + wave; // below the surface: positive
        color = mix(pale, stone, cover(-depth));
        color = mix(color, vec3(1.0), 0.28 * cover(abs(depth - 2.1) - 0.8));
        color = mix(color, v_edge.rgb, cover(abs(depth) - 0.7));
    }

    // Contact: dark where the stone above presses, dark towards the ground.
    if (v_over.z > 0.0) {
        vec2 o = (v_point - v_over.xy) / v_over.zw;
        float gap = max(length(o) - 1.0, 0.0) * v_over.w;
        color *= 1.0 - v_misc.z * exp(-gap * 5.0 / v_over.w);
    }
    color *= 1.0 - 0.22 * v_misc.y * smoothstep(0.45, 1.0, v_point.y * v_form.w);

    // Marks of the state.
    float width = v_edge.w;
    float line = 0.0;
    if (v_dash_b.w > 0.0) {
        float along = atan(e.y, e.x) + v_dash_a.x * e.x + v_dash_a.y * e.y + v_dash_a.z * c2 + v_dash_a.w * s2 +
                      v_dash_b.x * c3 + v_dash_b.y * s3 + v_dash_b.z * s4;
        float period = 9.0;
        float from_middle = abs(fract(along * v_dash_b.w / turn) - 0.5) * period;
        line = cover(length(vec2(max(from_middle - 2.2, 0.0), edge + 0.5 * width)) - 0.5 * width);
    } else if (v_ring.w < 0.0) {
        float band = cover(edge) * cover(v_ring.w - edge);
        vec3 gold = v_ring.rgb * (1.0 + 0.16 * dot(away, light.xy));
        color = mix(color, gold, band);
        line = max(cover(abs(edge) - 0.6 * width), 0.55 * cover(abs(edge - v_ring.w) - 0.4));
    } else {
        line = cover(abs(edge + 0.5 * width) - 0.5 * width);
        if (v_ring.w > 0.0) color = mix(color, v_ring.rgb, cover(abs(edge + v_ring.w) - 0.75));
    }
    color = mix(color, v_edge.rgb, line);

    float body = v_ring.w < 0.0 ? cover(edge - 0.6 * width) : cover(edge);
    out_color = vec4(color * body, body + shadow * (1.0 - body));
}
