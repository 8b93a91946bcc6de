#version 300 es
// The scene's rectangle, behind the stones.
precision highp float;

uniform vec3 u_canvas; // width, height, device pixels per CSS pixel
uniform vec4 u_scene;  // left, top, width, height

out vec2 v_point; // CSS pixels from the scene's upper left corner

void main() {
    v_point = u_scene.zw * vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 place = (u_scene.xy + v_point) / u_canvas.xy;
    gl_Position = vec4(place.x * 2.0 - 1.0, 1.0 - place.y * 2.0, 0.0, 1.0);
}
