import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cairn-shaders-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The shaders' part of the build alone, over a copy of the shaders. */
function build() {
  cpSync(join(root, 'cmake'), join(folder, 'cmake'), { recursive: true });
  writeFileSync(join(folder, 'CMakeLists.txt'), 'cmake_minimum_required(VERSION 3.25)\nproject(shaders NONE)\ninclude(cmake/shaders.cmake)\n');
  const run = (...command) => spawnSync(command[0], command.slice(1), { cwd: folder, encoding: 'utf8' });
  const configured = run('cmake', '-S', '.', '-B', 'out', '-G', 'Ninja');
  assert.equal(configured.status, 0, configured.stderr);
  return run('ninja', '-C', 'out', 'cairn_shader_header');
}

test('our shaders are valid GLSL ES 3.00 and are embedded', () => {
  cpSync(join(root, 'shaders'), join(folder, 'shaders'), { recursive: true });
  const { status, stdout } = build();
  assert.equal(status, 0, stdout);
  const header = readFileSync(join(folder, 'out/generated/shaders.hpp'), 'utf8');
  assert.match(header, /constexpr char stones_frag\[\] = R"glsl\(#version 300 es/);
});

test('a shader that does not compile stops the build and is named', () => {
  writeFileSync(join(folder, 'shaders/stones.frag'), '#version 300 es\nprecision highp float;\nvoid main() { colour = 1.0; }\n');
  const { status, stdout } = build();
  assert.notEqual(status, 0);
  assert.match(stdout, /stones\.frag/);
  assert.match(stdout, /ERROR: .*colour/);
});
