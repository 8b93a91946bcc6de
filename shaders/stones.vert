#version 300 es
// One rectangle per stone, no vertex buffer: the corner comes from gl_VertexID, the stone from
// gl_InstanceID. All lengths are CSS pixels, y down. src/gl/stones.cpp fills `u_stones`.
precision highp float;

const int max_stones = 16;
const int vectors = 10;

uniform vec4 u_stones[max_stones * vectors];
uniform vec3 u_canvas; // width, height, device pixels per CSS pixel

out vec2 v_point;          // from the stone's centre
flat out vec4 v_form;      // cos and sin of the tilt, 1 / half width, 1 / half height
flat out vec4 v_harmonics; // cos 3t, sin 3t, sin 2t, cos 4t of the outline's radius
flat out vec4 v_dash_a;    // angle to length along the outline: cos t, sin t, cos 2t, sin 2t
flat out vec4 v_dash_b;    // cos 3t, sin 3t, sin 4t; number of dashes, 0 for a whole outline
flat out vec4 v_color;     // colour; height of the fill's surface
flat out vec4 v_edge;      // colour of the outline; its width
flat out vec4 v_ring;      // colour of the ring; inset of a thin ring (> 0), width of a gold band (< 0)
flat out vec4 v_over;      // the stone above: its centre from this one's, its half width and height
flat out vec4 v_misc;      // seed; shadow on the ground; shadow of the stone above; half height of the wave

void main() {
    int at = gl_InstanceID * vectors;
    vec4 box = u_stones[at];
    vec4 form = u_stones[at + 1];
    v_form = vec4(form.xy, 1.0 / box.zw);
    v_harmonics = u_stones[at + 2];
    v_dash_a = u_stones[at + 3];
    v_dash_b = u_stones[at + 4];
    v_color = u_stones[at + 5];
    v_edge = u_stones[at + 6];
    v_ring = u_stones[at + 7];
    v_over = u_stones[at + 8];
    v_misc = u_stones[at + 9];

    vec2 extent = abs(form.x) * box.zw + abs(form.y) * box.wz;
    vec2 low = -extent * 1.1 - 4.0;
    vec2 high = extent * 1.1 + 4.0;
    if (v_misc.y > 0.0) { // room for the shadow on the ground
        low.x -= extent.x * 0.1;
        high += extent * vec2(0.25, 0.28);
    }
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    v_point = mix(low, high, corner);
    vec2 place = (box.xy + v_point) / u_canvas.xy;
    gl_Position = vec4(place.x * 2.0 - 1.0, 1.0 - place.y * 2.0, 0.0, 1.0);
}
