// A server of files: the built page, the benchmark's own page, and the files of the compared libraries.

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The address of the image worker. Its name depends on the content, and the built page has it. */
export function readWorkerUrl(dist) {
  const [, url] = /name="?image-worker"? content="?([^">\s]+)/.exec(readFileSync(join(dist, 'index.html'), 'utf8')) ?? [];
  if (!url) throw new Error(`${dist}/index.html names no image worker: run \`cargo xtask build\``);
  return url;
}

/** Serves folders below their prefixes; the longest match counts. Returns the address of the server, and a function that closes it. */
export async function serveFolders(folders) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://bench').pathname));
    const prefix = prefixes.find((prefix) => path.startsWith(prefix));
    const file = prefix && join(folders[prefix], path.slice(prefix.length));
    if (!file || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const headers = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'max-age=31536000, immutable',
    };
    const isCompressed = existsSync(`${file}.br`);
    if (isCompressed) headers['content-encoding'] = 'br';
    response.writeHead(200, headers);
    createReadStream(isCompressed ? `${file}.br` : file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
