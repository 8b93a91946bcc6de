// Makes dist/: every file but index.html, sw.js and the manifest carries its hash in its name, and every address is
// relative, so the folder works wherever it is put. The wasm and its glue come from the web preset's build folder.
//   node web/build/bundle.mjs [--assets DIR] [--out DIR] [--wasm DIR]
// With another --assets the same program is packed with other words, pathways and record types; nothing is compiled.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { BuildError, hashOf, hashedName, main, options, read, readJson, root, write } from './files.mjs';
import { iconShapes } from './icons.mjs';
import { packAssets } from './pack_assets.mjs';
import { policy } from './policy.mjs';
import { fontCss, themeCss } from './style.mjs';
import { licences } from './licences.mjs';

const modules = createRequire(import.meta.url);
const browsers = ['chrome111', 'firefox114', 'safari16.4'];

function fontFile(weight) {
  return read(modules.resolve(`@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-${weight}-normal.woff2`), null);
}

async function bundled(settings) {
  try {
    const { outputFiles } = await esbuild.build({
      bundle: true, minify: true, write: false, target: browsers, legalComments: 'none', logLevel: 'silent', absWorkingDir: root, ...settings,
    });
    return outputFiles[0].text;
  } catch (error) {
    const told = error.errors?.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text));
    throw new BuildError(`the page's sources could not be bundled: ${told?.join('; ') ?? error.message}`);
  }
}

/** Parts that the page loads when it needs them, as files of their own beside the page's script. @param {Map<string, string>} parts */
const loadedLater = (parts) => ({
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /\.mjs$/ }, ({ kind, path, resolveDir }) => {
      const name = kind === 'dynamic-import' ? parts.get(join(resolveDir, path)) : undefined;
      return name && { path: `./${name}`, external: true };
    });
  },
});

async function css(path, before = '') {
  const { code } = await esbuild.transform(before + read(path), { loader: 'css', minify: true, target: browsers });
  return code;
}

/** "shell.load.what" in strings that are nested, flat, or both. */
function lookUp(value, path) {
  if (value === undefined || path === '') return value;
  if (Object.hasOwn(value, path)) return value[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const inner = value[path.slice(0, dot)];
    if (inner && typeof inner === 'object') return lookUp(inner, path.slice(dot + 1));
  }
  return undefined;
}

function filled(template, name, values, escape) {
  return template.replace(/\{\{([\w.-]+)\}\}/g, (whole, path) => {
    const value = lookUp(values, path);
    if (typeof value !== 'string') throw new BuildError(`${name} asks for {{${path}}}, which nothing gives`);
    return escape(value);
  });
}

const escapeHtml = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const escapeJson = (text) => JSON.stringify(text).slice(1, -1);

/** The same picture for devices that cut it to a shape of their own: its ground to every edge, the rest within the circle that all of them leave. */
function uncut(svg) {
  const ground = /<rect width="64" height="64" rx="\d+" fill="(#[0-9A-F]{6})"\/>/;
  if (!ground.test(svg)) throw new BuildError('assets/icon.svg has no ground of 64 by 64 with round corners');
  return svg.replace(ground, '<rect width="64" height="64" fill="$1"/><g transform="translate(7.04 7.04) scale(.78)">').replace('</svg>', '</g></svg>');
}

async function icons(folder, add) {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(read(modules.resolve('@resvg/resvg-wasm/index_bg.wasm'), null));
  const svg = read(join(folder, 'icon.svg'));
  const names = { icon: add('icons/cairn.svg', svg) };
  for (const [name, source, width] of [['180', uncut(svg), 180], ['192', svg, 192], ['512', svg, 512], ['maskable', uncut(svg), 512]]) {
    const png = Buffer.from(new Resvg(source, { fitTo: { mode: 'width', value: width } }).render().asPng());
    names[`icon${name}`] = add(`icons/cairn-${name}.png`, png);
  }
  return names;
}

async function bundle({ assets, out, wasm }) {
  const folder = (name) => join(root, 'web', name);
  const contents = new Map();
  const add = (name, content) => {
    const named = hashedName(name, content);
    contents.set(named, content);
    return named;
  };
  if (!existsSync(join(wasm, 'cairn.wasm'))) throw new BuildError(`${join(wasm, 'cairn.wasm')} is missing: run ./build-wasm.sh first`);

  const pack = packAssets(assets);
  const drawn = iconShapes(pack.icons);
  const generated = join(root, 'build/generated', `icons.${hashOf(JSON.stringify(drawn))}.mjs`);
  write(generated, `export default ${JSON.stringify(drawn)};\n`);

  const files = await icons(assets, add);
  const fonts = {};
  for (const weight of [400, 700]) {
    fonts[weight] = add(`fonts/atkinson-hyperlegible-${weight}.woff2`, fontFile(weight));
    files[`font${weight}`] = fonts[weight];
  }
  // A portfolio of nobody, to look at: kept for offline use, and fetched when somebody opens it.
  files.sample = add('sample.zip', read(join(assets, 'sample', 'portfolio.zip'), null));
  files.assets = add('assets.json', JSON.stringify(pack));
  files.wasm = add('cairn.wasm', read(join(wasm, 'cairn.wasm'), null));
  files.css = add('app.css', await css(folder('app/app.css'), themeCss(pack.theme) + fontCss(fonts)));
  files.flow = add('flow.css', await css(folder('app/flow.css')));
  const later = new Map();
  for (const part of ['zip', 'vault', 'backup', 'copies']) {
    const source = folder(`app/${part}.mjs`);
    later.set(source, add(`${part}.js`, await bundled({ entryPoints: [source], format: 'esm', plugins: [loadedLater(later)] })));
  }
  files.js = add('app.js', await bundled({
    entryPoints: [folder('app/boot.mjs')], format: 'esm', alias: { 'cairn-glue': join(wasm, 'cairn.mjs'), 'cairn-icons': generated },
    plugins: [loadedLater(later)],
  }));
  contents.set('licences.txt', licences());

  const values = { files, tokens: pack.theme, strings: pack.strings };
  const index = filled(read(folder('index.html')), 'web/index.html', values, escapeHtml);
  if (!index.includes(policy)) throw new BuildError('web/index.html does not state the policy of web/build/policy.mjs');
  contents.set('index.html', index);
  const manifest = filled(read(folder('manifest.webmanifest')), 'web/manifest.webmanifest', values, escapeJson);
  contents.set('manifest.webmanifest', JSON.stringify(JSON.parse(manifest)));

  const names = [...contents.keys()].sort();
  const precache = names.map((name) => (name === 'index.html' ? './' : name));
  const entry = createHash('sha256').update(index).digest('hex');
  const worker = (named) => bundled({
    entryPoints: [folder('sw.js')], format: 'iife',
    define: { __CAIRN_VERSION__: JSON.stringify(named), __CAIRN_PRECACHE__: JSON.stringify(precache), __CAIRN_ENTRY__: JSON.stringify(entry) },
  });
  // The worker counts too: two that differ never share a cache, so one whose installation fails deletes only its own.
  const version = hashOf([...names.map((name) => `${name} ${hashOf(contents.get(name))}`), await worker('')].join('\n'));
  contents.set('sw.js', await worker(version));

  // Whole or not at all: a page that is being served never sees half a build.
  const work = mkdtempSync(join(dirname(out), '.dist-'));
  for (const [name, content] of contents) write(join(work, name), content);
  const old = `${work}.old`;
  if (existsSync(out)) {
    if (readdirSync(out).length > 0 && !existsSync(join(out, 'index.html'))) throw new BuildError(`${out} is no build of the page; it is left as it is`);
    renameSync(out, old);
  }
  chmodSync(work, 0o755);
  renameSync(work, out);
  rmSync(old, { recursive: true, force: true });
  return { version, contents };
}

await main(async () => {
  const given = options({ assets: join(root, 'assets'), out: join(root, 'dist'), wasm: join(root, 'build/web') });
  const { version, contents } = await bundle({ assets: resolve(given.assets), out: resolve(given.out), wasm: resolve(given.wasm) });
  const size = (name) => Buffer.byteLength(contents.get(name));
  for (const name of [...contents.keys()].sort()) console.log(`${String(size(name)).padStart(9)}  ${name}`);
  console.log(`${given.out}, version ${version}`);
});
