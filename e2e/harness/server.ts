import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const shellCommand = (words: string[]) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** A port that is free at this moment. */
function findFreePort(): string {
  const ask = "const s = require('net').createServer().listen(0, () => { console.log(s.address().port); s.close(); })";
  return execFileSync(process.execPath, ['-e', ask]).toString().trim();
}

/** The origin of the provider. Its host name differs from the server's, so that a browser treats it as another site. */
const providerOrigin = () => `http://localhost:${(process.env.SSCARD_E2E_PROVIDER ??= findFreePort())}`;

/** An OpenID Connect provider that redirects to the server at that URL. */
export function oidcProvider(url: string) {
  const words = [process.execPath, join(import.meta.dirname, 'provider.mjs'), new URL(providerOrigin()).port, `${url}/api/oidc/zwfw/back`];
  return {
    command: shellCommand(words),
    url: `${providerOrigin()}/.well-known/openid-configuration`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: 'ignore' as const,
    stderr: process.env.SSCARD_E2E_LOG ? ('pipe' as const) : ('ignore' as const),
  };
}

/** Writes the settings of the journeys together with the provider, whose port is known only now. Returns the path. */
function writeSettings(data: string): string {
  const file = join(data, 'settings.toml');
  const providerSettings = `
[[oidc]]
name = "zwfw"
label = "国家政务服务平台"
issuer = "${providerOrigin()}"
client_id = "sscard"
client_secret = "sscard-secret-of-the-journeys"
scopes = ["identity"]
`;
  writeFileSync(file, readFileSync(join(import.meta.dirname, 'settings.toml'), 'utf8') + providerSettings);
  return file;
}

/**
 * The test server with an empty data folder. Playwright evaluates its configuration again in every worker; environment variables pass on
 * the values of the first evaluation.
 */
export function testServer() {
  const program = process.env.SSCARD_SERVER_BIN ?? join(root, 'target/release/sscard-server');
  const dist = process.env.SSCARD_DIST ?? join(root, 'dist');
  for (const requiredPath of [program, dist]) {
    if (!existsSync(requiredPath)) throw new Error(`${requiredPath} is missing: run \`cargo xtask build\` first`);
  }
  if (!process.env.SSCARD_E2E_DATA) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'sscard-e2e-'));
    process.env.SSCARD_E2E_DATA = dataFolder;
    process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
  }
  const url = `http://127.0.0.1:${(process.env.SSCARD_E2E_PORT ??= '8090')}`;
  const locationArguments = ['--listen', new URL(url).host, '--data', process.env.SSCARD_E2E_DATA, '--dist', dist];
  const words = [program, 'serve', '--sandbox', '--config', writeSettings(process.env.SSCARD_E2E_DATA), ...locationArguments];
  return {
    command: shellCommand(words),
    url,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5_000 },
    stdout: 'ignore' as const,
    stderr: process.env.SSCARD_E2E_LOG ? ('pipe' as const) : ('ignore' as const),
  };
}
