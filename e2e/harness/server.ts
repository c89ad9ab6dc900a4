import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

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
  const settings = join(import.meta.dirname, 'settings.toml');
  const where = ['--listen', new URL(url).host, '--data', process.env.SSCARD_E2E_DATA, '--dist', dist];
  const words = [program, 'serve', '--sandbox', '--config', settings, ...where];
  return {
    command: words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '),
    url,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5_000 },
    stdout: 'ignore' as const,
    stderr: process.env.SSCARD_E2E_LOG ? ('pipe' as const) : ('ignore' as const),
  };
}
