// node scripts/test.mjs: everything that must pass, in order, up to the first stage that fails. Its last line is
// always `N passed, N failed`: tests, and 1 for a failing stage that is none.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from './browser.mjs';
import { root, runningNode } from './node.mjs';
import { runAttached, runCaptured } from './spawning.mjs';
import { toolScript } from './tools.mjs';

const script = (name, ...parameters) => [join(root, 'scripts', name), ...parameters];
const tool = (name, ...parameters) => [toolScript(name), ...parameters];

/**
 * What the tests need, each of which passes or fails as a whole. Setting TensorFlow up never fails: the wasm backend
 * takes its place.
 */
const preparations = [
  { name: 'build', command: () => script('build.mjs') },
  { name: 'set up TensorFlow', command: () => script('facet.mjs', 'doctor', '--prepare') },
];

/** Looks at the sources, of which none needs another: all at once, and all are told even where one fails. */
const checks = [
  { name: 'lint', command: () => tool('eslint', '.') },
  { name: 'format', command: () => tool('prettier', '--check', '.') },
  { name: 'types', command: () => script('types.mjs') },
];

/** Stages that count tests, each by a runner's JSON report. */
const suites = [
  {
    name: 'unit tests',
    command: (report) => vitest('unit*', report),
    count: countVitest,
  },
  {
    name: 'integration tests',
    command: (report) => vitest('integration', report),
    count: countVitest,
  },
  {
    name: 'end-to-end tests',
    /** The browser; a sentence where there is none, and the stage is not run. */
    prepare: async () => {
      const browser = await findBrowser();
      if (browser === null) {
        return { obstacle: 'there is no Chromium here, and none could be installed; install `chromium`.' };
      }
      return { environment: { FACET_BROWSER: browser } };
    },
    command: () => tool('playwright', 'test', '--reporter=list,json'),
    environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    count: countPlaywright,
  },
];

function vitest(project, report) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return tool('vitest', 'run', '--project', project, ...reporters);
}

export function countVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

export function countPlaywright(report) {
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
}

async function runStage(name, command, environment = {}) {
  console.log(`\n── ${name}`);
  const startedMs = Date.now();
  const exitCode = await runAttached(runningNode(), command, {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  sayEnd(name, exitCode, startedMs);
  return exitCode === 0;
}

/** A stage beside others: what it says is shown when it is over, so that it stays in one piece. */
async function runBesideOthers({ name, command }) {
  const startedMs = Date.now();
  const { exitCode, output } = await runCaptured(runningNode(), command(), { cwd: root });
  console.log(`\n── ${name}`);
  process.stdout.write(output);
  sayEnd(name, exitCode, startedMs);
  return exitCode === 0;
}

function sayEnd(name, exitCode, startedMs) {
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  console.log(`── ${name}: ${exitCode === 0 ? 'passed' : 'failed'} after ${seconds} s`);
}

/** Counts of a suite; a suite that failed without a failing test (or a report) counts as one. */
async function runSuite(suite, folder) {
  const report = join(folder, `${suite.name.replaceAll(' ', '-')}.json`);
  const prepared = await suite.prepare?.();
  if (prepared?.obstacle) {
    console.log(`\n── ${suite.name}: not run: ${prepared.obstacle}`);
    return { passed: 0, failed: 0 };
  }
  const environment = { ...suite.environment?.(report), ...prepared?.environment };
  const good = await runStage(suite.name, suite.command(report), environment);
  let counts = { passed: 0, failed: 0 };
  try {
    counts = suite.count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    // The runner died before it wrote one.
  }
  return good ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

async function main() {
  const total = { passed: 0, failed: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'facet-test-'));
  try {
    for (const { name, command } of preparations) {
      if (!(await runStage(name, command()))) {
        total.failed += 1;
        return total;
      }
    }
    const good = await Promise.all(checks.map(runBesideOthers));
    total.failed += good.filter((passed) => !passed).length;
    if (total.failed > 0) return total;
    for (const suite of suites) {
      const counts = await runSuite(suite, folder);
      total.passed += counts.passed;
      total.failed += counts.failed;
      if (counts.failed > 0) return total;
    }
    return total;
  } catch (error) {
    console.error(error);
    total.failed += 1;
    return total;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, failed } = await main();
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
