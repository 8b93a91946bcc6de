#version 300 es
// A faint glow that is gone before the rectangle ends, and the ground that the stones stand on.
precision highp float;

uniform vec4 u_glow;   // middle x, middle y, 1 / half width, 1 / half height
uniform vec4 u_tint;   // colour of the glow; its strength in the middle
uniform vec4 u_plane;  // middle x, middle y, 1 / half width, 1 / half height of the ground
uniform vec3 u_ground; // its colour

uniform float u_step;  // strength of glow that the screen can just show

in vec2 v_point;
out vec4 out_color;

void main() {
    // Noise of half a step of the screen: eight bits are too few for a slow gradient.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    vec2 g = (v_point - u_glow.xy) * u_glow.zw;
    float glow = max(1.0 - dot(g, g), 0.0);
    glow = glow > 0.0 ? max(glow * glow * u_tint.w + noise * u_step, 0.0) : 0.0;

    vec2 p = (v_point - u_plane.xy) * u_plane.zw;
    float ground = (1.0 - smoothstep(0.30, 1.0, dot(p, p))) * (0.88 + 0.12 * p.y);

    out_color = vec4(u_tint.rgb * glow, glow) * (1.0 - ground) + vec4(u_ground * ground, ground);
}
