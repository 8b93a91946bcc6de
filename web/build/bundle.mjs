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

/** A part that the page loads when it needs it, as a file of its own beside the page's script. */
const loadedLater = (source, name) => ({
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /\.mjs$/ }, ({ kind, path, resolveDir }) =>
      (kind === 'dynamic-import' && join(resolveDir, path) === source ? { path: `./${name}`, external: true } : undefined));
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

async function pngIcons(svg) {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(read(modules.resolve('@resvg/resvg-wasm/index_bg.wasm'), null));
  return Object.fromEntries([180, 192, 512].map((width) =>
    [width, Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng())]));
}

async function icons(folder, add) {
  const svg = read(join(folder, 'icon.svg'));
  const file = add('icons/cairn.svg', svg);
  const names = { icon: file };
  for (const [width, png] of Object.entries(await pngIcons(svg))) names[`icon${width}`] = add(`icons/cairn-${width}.png`, png);
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
  const zip = folder('app/zip.mjs');
  files.zip = add('zip.js', await bundled({ entryPoints: [zip], format: 'esm' }));
  files.js = add('app.js', await bundled({
    entryPoints: [folder('app/boot.mjs')], format: 'esm', alias: { 'cairn-glue': join(wasm, 'cairn.mjs'), 'cairn-icons': generated },
    plugins: [loadedLater(zip, files.zip)],
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
