import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { root, runningNode } from '../../scripts/node.mjs';

/** `facet serve` on a project; every window comes in by an address of its own. */
export class Served {
  constructor(child, lines) {
    this.child = child;
    this.lines = lines;
  }

  static async start(project, state) {
    const words = ['serve', '--project', project, '--port', '0', '--json'];
    const child = spawn(runningNode(), [join(root, 'scripts/facet.mjs'), ...words], {
      env: { ...process.env, FACET_STATE: state },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return new Served(child, lines);
  }

  async address() {
    if (this.wasAsked) this.child.stdin.write('\n');
    this.wasAsked = true;
    const { value, done } = await this.lines.next();
    if (done) throw new Error('facet serve has ended.');
    return JSON.parse(value).address;
  }

  async end() {
    this.child.kill('SIGINT');
    if (this.child.exitCode === null) await once(this.child, 'close');
  }
}
