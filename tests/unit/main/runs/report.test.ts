import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/main/project/project';
import { reportRun } from '../../../../src/main/runs/report';
import type { RunServices } from '../../../../src/main/runs/services';
import { recordingContext } from '../../../support/recordingContext';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { labelsOf, outputs, projectWithRun } from '../project/results/support';

/** What a report needs of the services; it never asks for the engine or for crops. */
function servicesOf(project: Project): RunServices {
  const job = { ...recordingContext(), jobId: 'job', note: () => undefined };
  return { project, job } as unknown as RunServices;
}

function evaluate(project: Project, runId: number, accuracy = 0.5): void {
  project.evaluations.record(
    runId,
    {
      split: 'testing',
      checkpoint: 'newest',
      globalStep: 40,
      seconds: 1.5,
      engine: { backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null },
      metrics: { 'accuracy/gender': accuracy, 'nme/landmarks': 0.09, 'failure_threshold/landmarks': 0.1 },
      floors: { 'accuracy/gender': 0.4 },
      confusion: {},
    },
    [3, 7, 11],
    outputs,
    labelsOf(project, runId, [3, 7, 11]),
  );
}

function evaluatedProject(): { readonly project: Project; readonly runId: number } {
  const made = projectWithRun();
  evaluate(made.project, made.runId);
  return made;
}

async function picture(file: string): Promise<string> {
  await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } }).toFile(file);
  return file;
}

describe('reportRun', () => {
  it('writes one file with curves, errors and pictures in it, in a folder that it makes', async () => {
    const { project, runId } = evaluatedProject();
    const events = [
      { type: 'step', globalStep: 1, loss: 3, lossByHead: { gender: 0.5 }, learningRate: 0.001 },
      { type: 'note', globalStep: 1, message: 'a note' },
      { type: 'validated', globalStep: 1, metrics: { 'accuracy/gender': 0.55 }, best: true },
    ];
    mkdirSync(project.runs.folder(runId), { recursive: true });
    writeFileSync(
      join(project.runs.folder(runId), 'events.jsonl'),
      events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
    const folder = temporaryFolder();
    const png = await picture(join(folder, 'a.png'));
    const jpeg = await picture(join(folder, 'b.jpg'));
    const file = join(folder, 'new', 'report.html');
    const params = { run: 'studio-1', file, pictures: [png, jpeg] };
    expect(await reportRun(servicesOf(project), params)).toEqual({ file });
    expect(readdirSync(join(folder, 'new'))).toEqual(['report.html']);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain(`src="data:image/png;base64,${readFileSync(png, 'base64')}"`);
    expect(page).toContain(`src="data:image/jpeg;base64,${readFileSync(jpeg, 'base64')}"`);
    expect(page).toContain('<td>55.0 %</td>');
    // Of three faces the third has no label.
    expect(page).toContain('<th scope="col">2 faces</th>');
  });

  it('is about the newest evaluation', async () => {
    const { project, runId } = evaluatedProject();
    evaluate(project, runId, 0.75);
    const file = join(temporaryFolder(), 'report.html');
    await reportRun(servicesOf(project), { run: 'studio-1', file, pictures: [] });
    expect(readFileSync(file, 'utf8')).toContain('75.0 %');
  });

  it('refuses a run without an evaluation', async () => {
    const { project } = projectWithRun();
    const file = join(temporaryFolder(), 'report.html');
    await expect(
      reportRun(servicesOf(project), { run: 'studio-1', file, pictures: [] }),
    ).rejects.toMatchObject({ code: 'not-evaluated' });
  });

  it('refuses a picture that is missing or none, and leaves the page that was there', async () => {
    const { project } = evaluatedProject();
    const folder = temporaryFolder();
    const file = join(folder, 'report.html');
    writeFileSync(file, 'the page before');
    writeFileSync(join(folder, 'text.jpg'), 'no picture');
    for (const name of ['missing.jpg', 'text.jpg']) {
      const params = { run: 'studio-1', file, pictures: [join(folder, name)] };
      await expect(reportRun(servicesOf(project), params)).rejects.toMatchObject({
        code: 'picture-unreadable',
        message: expect.stringContaining(name),
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('the page before');
    expect(readdirSync(folder).sort()).toEqual(['report.html', 'text.jpg']);
  });
});
