// Training steps of Facet and of PyTorch in turns, so that both meet the same load of the machine.
// node bench/compareWithPytorch.mjs --python PATH [--network tutorial|studio] [--rounds 10] [--steps 20]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    network: { type: 'string', default: 'tutorial' },
    rounds: { type: 'string', default: '10' },
    steps: { type: 'string', default: '20' },
    threads: { type: 'string', default: '2' },
  },
});
const shared = ['--network', values.network, '--threads', values.threads];
const folder = import.meta.dirname;
const contestants = {
  facet: start(process.execPath, [resolve(folder, 'trainingStep.mjs'), ...shared]),
  pytorch: start(values.python, [resolve(folder, 'pytorch_step.py'), ...shared]),
};
const times = { facet: [], pytorch: [] };
const medianRatios = [];

for (const contestant of Object.values(contestants)) await contestant.run(10);
for (let round = 0; round < Number(values.rounds); round += 1) {
  const medians = {};
  for (const [name, contestant] of Object.entries(contestants)) {
    const measured = await contestant.run(Number(values.steps));
    times[name].push(...measured);
    medians[name] = median(measured);
  }
  medianRatios.push(medians.facet / medians.pytorch);
}
for (const contestant of Object.values(contestants)) contestant.end();

console.log(
  JSON.stringify({
    network: values.network,
    facetMs: summary(times.facet),
    pytorchMs: summary(times.pytorch),
    ratioOfMedians: round(median(times.facet) / median(times.pytorch)),
    ratioOfFastest: round(Math.min(...times.facet) / Math.min(...times.pytorch)),
    ratioByRound: { median: round(median(medianRatios)), all: medianRatios.map(round) },
  }),
);

function start(command, parameters) {
  const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  return {
    async run(steps) {
      child.stdin.write(`${steps}\n`);
      const [line] = await once(lines, 'line');
      return JSON.parse(line);
    },
    end: () => child.stdin.end(),
  };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function summary(numbers) {
  return { median: round(median(numbers)), minimum: round(Math.min(...numbers)) };
}

function round(number) {
  return Math.round(number * 100) / 100;
}
