import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const given = (words: string[]) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** A port that nobody listens on at this moment. */
function freePort(): string {
  const ask = "const s = require('net').createServer().listen(0, () => { console.log(s.address().port); s.close(); })";
  return execFileSync(process.execPath, ['-e', ask]).toString().trim();
}

/** Where the provider is, by another host's name than the server, for a browser to take it as another site. */
const provider = () => `http://localhost:${(process.env.SSCARD_E2E_PROVIDER ??= freePort())}`;

/** A real provider of OpenID Connect, which leads back to the server of that URL. */
export function vouching(url: string) {
  const words = [process.execPath, join(import.meta.dirname, 'provider.mjs'), new URL(provider()).port, `${url}/api/oidc/zwfw/back`];
  return {
    command: given(words),
    url: `${provider()}/.well-known/openid-configuration`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: 'ignore' as const,
    stderr: process.env.SSCARD_E2E_LOG ? ('pipe' as const) : ('ignore' as const),
  };
}

/** The settings of the journeys, and the provider, whose port nobody knows before. */
function settings(data: string): string {
  const file = join(data, 'settings.toml');
  const named = `
[[oidc]]
name = "zwfw"
label = "国家政务服务平台"
issuer = "${provider()}"
client_id = "sscard"
client_secret = "sscard-secret-of-the-journeys"
scopes = ["identity"]
`;
  writeFileSync(file, readFileSync(join(import.meta.dirname, 'settings.toml'), 'utf8') + named);
  return file;
}

/**
 * A server of our own with an empty data folder. Playwright reads its configuration in every worker again; the variables hand on
 * what the first reading decided.
 */
export function server() {
  const program = process.env.SSCARD_SERVER_BIN ?? join(root, 'target/release/sscard-server');
  const dist = process.env.SSCARD_DIST ?? join(root, 'dist');
  for (const needed of [program, dist]) {
    if (!existsSync(needed)) throw new Error(`${needed} is missing: run \`cargo xtask build\` first`);
  }
  if (!process.env.SSCARD_E2E_DATA) {
    const fresh = mkdtempSync(join(tmpdir(), 'sscard-e2e-'));
    process.env.SSCARD_E2E_DATA = fresh;
    process.on('exit', () => rmSync(fresh, { recursive: true, force: true }));
  }
  const url = `http://127.0.0.1:${(process.env.SSCARD_E2E_PORT ??= '8090')}`;
  const where = ['--listen', new URL(url).host, '--data', process.env.SSCARD_E2E_DATA, '--dist', dist];
  const words = [program, 'serve', '--sandbox', '--config', settings(process.env.SSCARD_E2E_DATA), ...where];
  return {
    command: given(words),
    url,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5_000 },
    stdout: 'ignore' as const,
    stderr: process.env.SSCARD_E2E_LOG ? ('pipe' as const) : ('ignore' as const),
  };
}
