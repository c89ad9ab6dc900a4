// Engines that Playwright does not drive in their system version: WebKit, the closest to Safari on iOS, and Firefox. Each has its own
// WebDriver program.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { Builder, type WebDriver } from 'selenium-webdriver';

export type Engine = 'webkit' | 'firefox';

/** The programs of the system. The environment can name others. */
const PROGRAMS = {
  webkitDriver: process.env.SSCARD_WEBKIT_DRIVER || '/usr/bin/WebKitWebDriver',
  screen: process.env.SSCARD_XVFB || '/usr/bin/Xvfb',
  firefoxDriver: process.env.SSCARD_GECKODRIVER || 'geckodriver',
  firefox: process.env.SSCARD_FIREFOX || '/usr/bin/firefox-esr',
};

/** A browser with its driver and, where it needs one, a virtual screen. */
export class EngineUnderTest {
  private readonly processes: ChildProcess[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'sscard-engine-'));
  private output = '';
  driver!: WebDriver;

  private constructor(readonly engine: Engine) {
    // When this process exits, every program that it started ends as well.
    process.once('exit', this.killProcesses);
  }

  static async start(engine: Engine): Promise<EngineUnderTest> {
    const engineUnderTest = new EngineUnderTest(engine);
    try {
      engineUnderTest.driver = await (engine === 'webkit' ? engineUnderTest.startWebkit() : engineUnderTest.startFirefox());
    } catch (error) {
      await engineUnderTest.stop();
      throw new Error(`${engine} did not start: ${String(error)}\n${engineUnderTest.output}`, { cause: error });
    }
    return engineUnderTest;
  }

  private async startWebkit(): Promise<WebDriver> {
    const screen = this.spawnProgram(PROGRAMS.screen, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
    const [display] = await Promise.race([once(screen.stdio[3] as Readable, 'data'), failOnExit(screen)]);
    const port = await findFreePort();
    const environment = {
      DISPLAY: `:${String(display).trim()}`,
      GDK_BACKEND: 'x11',
      // Root cannot use the sandbox, and the browser opens the server under test only.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    const driver = this.spawnProgram(PROGRAMS.webkitDriver, [`--port=${port}`], environment);
    const browser = { binary: process.env.SSCARD_MINIBROWSER || findMiniBrowser(), args: ['--automation'] };
    const session = await this.openSession(driver, port, { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browser });
    // The window becomes as narrow as its buttons allow.
    await session.manage().window().setRect({ width: 390, height: 844 });
    return session;
  }

  private async startFirefox(): Promise<WebDriver> {
    const port = await findFreePort();
    const words = ['--port', String(port), '--websocket-port', '0', '--profile-root', this.folder];
    const driver = this.spawnProgram(PROGRAMS.firefoxDriver, words);
    const browser = { binary: PROGRAMS.firefox, args: ['-headless'], prefs: { 'intl.accept_languages': 'zh-CN' } };
    return this.openSession(driver, port, { browserName: 'firefox', webSocketUrl: true, 'moz:firefoxOptions': browser });
  }

  private async openSession(driver: ChildProcess, port: number, capabilities: Record<string, unknown>): Promise<WebDriver> {
    const url = `http://127.0.0.1:${port}`;
    const ready = expect(async () => expect((await fetch(`${url}/status`)).ok).toBe(true)).toPass({ timeout: 30_000 });
    await Promise.race([ready, failOnExit(driver)]);
    return new Builder().usingServer(url).withCapabilities(capabilities).build();
  }

  private spawnProgram(program: string, words: string[], environment: Record<string, string> = {}): ChildProcess {
    // A process group of its own, so that child processes end with it.
    const child = spawn(program, words, { env: { ...process.env, ...environment }, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream!.on('data', (words) => (this.output += words));
    child.on('error', (error) => (this.output += `${error}\n`));
    this.processes.push(child);
    return child;
  }

  /** Ends browser, driver and screen in any state. */
  async stop(): Promise<void> {
    // A hanging browser is killed after ten seconds.
    await Promise.race([this.driver?.quit().catch(() => {}), setTimeout(10_000, undefined, { ref: false })]);
    this.killProcesses();
    process.removeListener('exit', this.killProcesses);
  }

  private readonly killProcesses = () => {
    for (const { pid } of this.processes.splice(0).reverse()) {
      try {
        if (pid) process.kill(-pid, 'SIGKILL');
      } catch {
        // The process has already ended.
      }
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
}

/** Rejects when a program exits that is still needed. */
async function failOnExit(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${child.spawnfile} ended with ${code}`);
}

/** Debian ships WebKit's MiniBrowser with the library, outside the PATH. */
function findMiniBrowser(): string {
  for (const machine of readdirSync('/usr/lib')) {
    for (const version of ['4.1', '4.0']) {
      const folder = join('/usr/lib', machine, `webkit2gtk-${version}`);
      try {
        if (readdirSync(folder).includes('MiniBrowser')) return join(folder, 'MiniBrowser');
      } catch {
        // The folder does not exist.
      }
    }
  }
  throw new Error('no MiniBrowser: install webkit2gtk-driver, or name one in SSCARD_MINIBROWSER');
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
