import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkLayers } from './check.mjs';

const header = (lines) => `// What it is for.\n#pragma once\n${lines}\n`;

function faultsIn(files) {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return checkLayers(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('our sources keep to the layers', () => {
  assert.deepEqual(checkLayers(new URL('../../src', import.meta.url).pathname), []);
});

test('an include along the arrows is fine', () => {
  assert.deepEqual(faultsIn({
    'base/result.hpp': header('#include <expected>'),
    'core/model.hpp': header('#include "base/result.hpp"'),
    'app/state.hpp': header('#include "core/model.hpp"'),
    'ui/kit/button.cpp': '#include "app/state.hpp"\n#include <imgui.h>\nvoid f() { ImGui::Text("a"); }\n',
    'platform/web/main.cpp': '#include <emscripten.h>\n#include "app/state.hpp"\n',
  }), []);
});

const wrong = [
  ['an include against the arrows', 'core/a.cpp', '#include "app/b.hpp"', /core must not include "app\/b.hpp"/],
  ['the interface in the semantics', 'semantics/a.cpp', '#include "core/b.hpp"', /semantics must not include/],
  ['an include that is not there', 'core/a.cpp', '#include "core/b.hpp"', /is not there/],
  ['ImGui in the core', 'core/a.cpp', '#include <imgui.h>', /Dear ImGui has no place here/],
  ['an ImGui call in a view', 'ui/views/a.cpp', 'void f() { ImGui::Text("x"); }', /an ImGui call has no place here/],
  ['Emscripten outside of platform/web', 'gl/a.cpp', '#ifdef __EMSCRIPTEN__\n#endif', /Emscripten has no place here/],
  ['inline JavaScript anywhere', 'platform/web/a.cpp', 'void f() { EM_ASM(g()); }', /inline JavaScript has no place here/],
  ['zlib outside of the archives', 'core/credentials/a.cpp', '#include <zlib.h>', /zlib has no place here/],
  ['streams in what the page carries', 'core/a.cpp', '#include <iostream>', /too large for the page/],
  ['an exception', 'core/a.cpp', 'void f() { throw 1; }', /an exception has no place here/],
  ['a header without #pragma once', 'core/a.hpp', '// What it is for.', /no #pragma once/],
  ['a header that does not say what it is for', 'core/a.hpp', '#pragma once', /opens with what it is for/],
];

for (const [name, file, text, message] of wrong) {
  test(`the layer checker finds ${name}`, () => {
    const faults = faultsIn({ [file]: `${text}\n` });
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0], message);
    assert.ok(faults[0].startsWith(`src/${file}:`));
  });
}

test('the layer checker reads neither comments nor texts', () => {
  assert.deepEqual(faultsIn({ 'core/a.cpp': '// throw ImGui::Text\n/* __EMSCRIPTEN__ */\nconst char* a = "try ImGui::";\n' }), []);
});
