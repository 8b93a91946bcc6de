// Serves a built page on loopback with the right types and the page's policy.
//   node web/build/serve.mjs [--folder dist] [--port 8080] [--base /]
// Port 0 takes a free one. `--base /some/folder/` serves it as a subfolder, as static hosts do.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { BuildError, main, options, root } from './files.mjs';
import { policy } from './policy.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

function headers(path) {
  const hashed = /\.[0-9a-f]{12}\.\w+$/.test(path);
  return {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': policy,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
}

function fileFor(folder, base, address) {
  let path;
  try {
    path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(base)) return null;
  const file = normalize(join(folder, path.slice(base.length)));
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  const whole = existsSync(file) && statSync(file).isDirectory() ? join(file, 'index.html') : file;
  return existsSync(whole) && statSync(whole).isFile() ? whole : null;
}

/**
 * @param {{folder: string, port?: number, base?: string}} settings base begins and ends with "/"
 * @returns {Promise<{url: string, close: () => Promise<void>}>} once it listens
 */
export function serve({ folder, port = 0, base = '/' }) {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const file = fileFor(resolve(folder), base, request.url);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such file.\n');
      return;
    }
    response.writeHead(200, { ...headers(file), 'content-length': statSync(file).size });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => done({
      url: `http://localhost:${server.address().port}${base}`,
      close: () => new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
    }));
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await main(async () => {
    const { folder, port, base } = options({ folder: join(root, 'dist'), port: '8080', base: '/' });
    if (!existsSync(join(folder, 'index.html'))) throw new BuildError(`${folder} holds no built page: run ./build-wasm.sh first`);
    const number = Number(port);
    if (!Number.isInteger(number) || number < 0 || number > 65535) throw new BuildError(`"${port}" is no port`);
    const { url } = await serve({ folder, port: number, base }).catch((error) => {
      throw new BuildError(error.code === 'EADDRINUSE' ? `port ${port} is in use: choose another with --port` : error.message);
    });
    console.log(`Cairn is served at ${url} (Ctrl+C ends it)`);
  });
}
