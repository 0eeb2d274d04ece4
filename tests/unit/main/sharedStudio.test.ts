import { join } from 'node:path';
import type { Answer, Channel, Params } from '@shared/contract/channels';
import { runJob } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { LibraryQuery } from '@shared/contract/library';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { openProject } from '../../../src/main/project/project';
import { createStudio, type Studio } from '../../../src/main/studio';
import { drawMtfl, drawnPoints } from '../../support/drawnMtfl';
import { temporaryFolder } from '../../support/temporaryFolder';

const everything: LibraryQuery = { filter: {}, sort: { by: 'name', descending: false } };

/** One of those who share the studio: a window, say. */
class Client {
  readonly events: StudioEvent[] = [];

  constructor(private readonly studio: Studio) {
    studio.subscribe((event) => this.events.push(event));
  }

  async ask<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Answer<Name>> {
    const answer = await this.studio.request(channel, params);
    if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.ok;
  }

  changes(): unknown[] {
    return this.events.filter(({ name }) => name === 'faces.changed').map(({ payload }) => payload);
  }
}

async function openStudio(folder: string): Promise<Studio> {
  const studio = createStudio();
  onTestFinished(() => studio.close());
  await new Client(studio).ask('project.open', { folder, mode: 'create' });
  return studio;
}

async function studioWithFaces(
  count: number,
): Promise<{ readonly studio: Studio; readonly project: string }> {
  const folder = temporaryFolder();
  await drawMtfl(join(folder, 'mtfl'), count);
  const project = join(folder, 'project');
  const studio = await openStudio(project);
  const end = await runJob(studio, 'datasets.import', { path: join(folder, 'mtfl') });
  expect(end.result).toMatchObject({ imported: count, problems: [] });
  return { studio, project };
}

const pose = (faceId: number, to: string) => ({ faceId, kind: 'attribute', attribute: 'pose', to }) as const;

describe('a studio that several clients share', () => {
  it('tells each of them which faces an edit of any of them changed', async () => {
    const { studio } = await studioWithFaces(6);
    const [first, second] = [new Client(studio), new Client(studio)];
    const entry = await first.ask('faces.edit', { edits: [pose(1, 'left'), pose(2, 'right')] });
    expect(entry).toMatchObject({ kind: 'edit', faceIds: [1, 2] });
    const [face] = await second.ask('faces.get', { faceIds: [2] });
    expect(face).toMatchObject({ attributes: { pose: 'right' }, edited: true });
    expect(face!.original.attributes['pose']).not.toBe('right');
    await second.ask('journal.undo', {});
    await first.ask('journal.redo', {});
    const changed = (kind: string, entryId: number): unknown => {
      return { kind, entryId, faceIds: expect.arrayContaining([1, 2]) };
    };
    // The import is the first step.
    expect(first.changes()).toEqual([changed('edit', 2), changed('undo', 3), changed('redo', 4)]);
    expect(second.changes()).toEqual(first.changes());
  });

  it('says in the journal whose word a label is', async () => {
    const { studio, project } = await studioWithFaces(4);
    const client = new Client(studio);
    const plain = await client.ask('faces.edit', { edits: [pose(1, 'left')] });
    const unknown = await studio.request('faces.edit', { edits: [pose(1, 'right')], suggestedBy: 'nobody' });
    expect(unknown).toMatchObject({ error: { code: 'run-unknown' } });
    await studio.close();
    const opened = openProject(project, { mode: 'write' });
    opened.runs.create({ name: 'studio-1', configuration: presetConfiguration('studio', opened.template) });
    opened.close();
    const again = new Client(await openStudio(project));
    const taken = await again.ask('faces.edit', { edits: [pose(1, 'right')], suggestedBy: 'studio-1' });
    expect(taken?.who).toBe(`studio-1 (run), accepted by ${plain?.who}`);
  });

  it('has one history: undo takes back the last step, whoever made it, also after a restart', async () => {
    const { studio, project } = await studioWithFaces(4);
    const clients = [new Client(studio), new Client(studio)];
    // All at once, as two people do.
    const entries = await Promise.all(
      ['left', 'right', 'left_profile', 'frontal', 'right_profile'].map((value, index) =>
        clients[index % 2]!.ask('faces.edit', { edits: [pose(1 + (index % 3), value)] }),
      ),
    );
    expect(entries.map((entry) => entry?.id)).toEqual([2, 3, 4, 5, 6]);
    const poses = async (client: Client): Promise<unknown[]> =>
      (await client.ask('faces.get', { faceIds: [1, 2, 3] })).map((face) => face.attributes['pose']);
    expect(await poses(clients[0]!)).toEqual(['frontal', 'right_profile', 'left_profile']);
    const undone = await Promise.all(clients.map((client) => client.ask('journal.undo', {})));
    expect(undone.map((entry) => [entry?.editId, entry?.faceIds])).toEqual([
      [6, [2]],
      [5, [1]],
    ]);
    expect(await poses(clients[1]!)).toEqual(['left', 'right', 'left_profile']);
    await studio.close();

    const later = await openStudio(project);
    const [third, fourth] = [new Client(later), new Client(later)];
    expect(await third.ask('journal.redo', {})).toMatchObject({ kind: 'redo', editId: 5, faceIds: [1] });
    expect(await fourth.ask('journal.undo', {})).toMatchObject({ kind: 'undo', editId: 5 });
    expect(await fourth.ask('journal.undo', {})).toMatchObject({ kind: 'undo', editId: 4, faceIds: [3] });
    expect(third.changes()).toHaveLength(3);
    // A new edit of either ends the redoing.
    await fourth.ask('faces.edit', { edits: [pose(2, 'frontal')] });
    expect(await third.ask('journal.redo', {})).toBeNull();
    expect(await third.ask('faces.restore', { faceId: 2 })).toMatchObject({ faceIds: [2] });
    const history = await third.ask('faces.history', { faceId: 2 });
    expect(history.map(({ kind }) => kind)).toEqual(['import', 'edit', 'edit', 'undo', 'edit', 'edit']);
  });
});

describe('steps that take longer than an answer', () => {
  it('are refused by Ctrl+Z, and made as a job', async () => {
    const { studio } = await studioWithFaces(5);
    const client = new Client(studio);
    const refused = await studio.request('journal.undo', {});
    expect(refused).toMatchObject({
      error: { code: 'step-is-import', details: { importId: 1, imported: 5, workedOn: 0 } },
    });
    const undone = await runJob(studio, 'imports.undo', { importId: 1, keepWorkedOn: false });
    expect(undone.result).toMatchObject({ kind: 'undo', faces: 5, import: { importId: 1 } });
    expect((await client.ask('project.summary', {})).faces).toBe(0);
    expect(await studio.request('journal.redo', {})).toMatchObject({ error: { code: 'step-is-import' } });
    const again = await runJob(studio, 'journal.again', { direction: 'redo' });
    expect(again.result).toMatchObject({ kind: 'redo', faces: 5, import: { importId: 1 } });
    expect((await client.ask('imports.list', {}))[0]).toMatchObject({ undoneAt: null, imported: 5 });
  });

  it('set one value on many faces, tell everybody, and are one step', async () => {
    const { studio } = await studioWithFaces(5);
    const client = new Client(studio);
    const edit = { kind: 'attribute', attribute: 'pose', to: 'left' } as const;
    const end = await runJob(studio, 'faces.editMany', { edit, faceIds: [1, 2, 3, 4, 5] });
    const { faces, sample } = end.result!;
    expect(sample).toMatchObject({ kind: 'attribute', subject: 'pose', after: 'left' });
    expect(client.changes()).toContainEqual({ kind: 'edit', entryId: null, faceIds: null });
    const entry = await client.ask('journal.undo', {});
    expect(entry?.faceIds).toHaveLength(faces);
    const wrong = await runJob(studio, 'faces.editMany', { edit: { ...edit, to: 'up' }, faceIds: [1] });
    expect(wrong.error).toMatchObject({ code: 'edit-invalid' });
  });

  it('are what is labelled, too: an attribute and a scheme, by whoever shares the studio', async () => {
    const { studio } = await studioWithFaces(5);
    const [first, second] = [new Client(studio), new Client(studio)];
    const change = { kind: 'attribute-removed', attribute: 'pose' } as const;
    await first.ask('template.change', { change });
    expect(second.events.at(-1)).toEqual({ name: 'template.changed', payload: { entryId: 2 } });
    expect((await second.ask('project.template', {})).attributes.map(({ id }) => id)).not.toContain('pose');
    expect(await studio.request('faces.edit', { edits: [pose(1, 'left')] })).toMatchObject({
      error: { code: 'edit-invalid' },
    });
    expect((await second.ask('template.usage', {})).former).toMatchObject([
      { attribute: { id: 'pose' }, faces: 5 },
    ]);
    const end = await runJob(studio, 'template.changeMany', {
      change: { kind: 'attributes-ordered', order: ['glasses', 'smile', 'gender'] },
    });
    expect(end.result).toMatchObject({ kind: 'edit', faces: 0, template: { kind: 'attributes-ordered' } });
    expect(await second.ask('journal.undo', {})).toMatchObject({ template: { kind: 'attributes-ordered' } });
    expect(await second.ask('journal.undo', {})).toMatchObject({ template: { kind: 'attribute-removed' } });
    expect((await first.ask('project.template', {})).attributes.map(({ id }) => id)).toContain('pose');
  });
});

describe('the Library of a studio', () => {
  it('is told of an import, and answers with what is there then', async () => {
    const folder = temporaryFolder();
    await drawMtfl(join(folder, 'mtfl'), 5);
    const studio = await openStudio(join(folder, 'project'));
    const client = new Client(studio);
    expect(await client.ask('library.window', { query: everything, offset: 0, limit: 10 })).toEqual({
      total: 0,
      offset: 0,
      tiles: [],
    });
    await runJob(studio, 'datasets.import', { path: join(folder, 'mtfl') });
    expect(client.changes().at(-1)).toEqual({ kind: 'import', entryId: null, faceIds: null });
    const { total, tiles } = await client.ask('library.window', { query: everything, offset: 1, limit: 2 });
    expect([total, tiles.map(({ imagePath }) => imagePath)]).toEqual([5, ['AFLW/1.jpg', 'AFLW/2.jpg']]);
    expect(await client.ask('library.facets', { filter: {}, predictionsOf: null })).toMatchObject({
      total: 5,
      splits: [
        { value: 'training', faces: 4 },
        { value: 'testing', faces: 1 },
      ],
      labelled: { complete: 5, partial: 0, none: 0 },
      contradicted: {},
    });
    const { ids } = await client.ask('library.ids', { query: everything, offset: 0, limit: 10 });
    const position = await client.ask('library.position', { query: everything, faceId: ids[3]! });
    expect(position).toMatchObject({ index: 3, previous: ids[2], next: ids[4], nextUnlabelled: null });
    expect((await client.ask('project.template', {})).id).toBe('mtfl');
  });

  it('has no answer without a project, and says so', async () => {
    const studio = createStudio();
    onTestFinished(() => studio.close());
    const error = { error: { code: 'no-project' } };
    expect(await studio.request('library.facets', { filter: {}, predictionsOf: null })).toMatchObject(error);
    expect(await studio.request('journal.undo', {})).toMatchObject(error);
    expect(await studio.pictures.thumbnail(1, 160)).toMatchObject(error);
  });

  it('refuses what a face cannot be', async () => {
    const { studio } = await studioWithFaces(4);
    const failing = async (edits: Params<'faces.edit'>['edits']): Promise<unknown> =>
      studio.request('faces.edit', { edits });
    expect(await failing([pose(1, 'up')])).toMatchObject({ error: { code: 'edit-invalid' } });
    expect(await failing([pose(9, 'left')])).toMatchObject({ error: { code: 'face-unknown' } });
    expect(await studio.request('faces.get', { faceIds: [1, 9] })).toMatchObject({
      error: { code: 'face-unknown', message: expect.stringContaining('9') },
    });
  });
});

describe('pictures of a studio', () => {
  it('show a face with its points where its tile says they are', async () => {
    const { studio } = await studioWithFaces(4);
    const client = new Client(studio);
    const { tiles } = await client.ask('library.window', { query: everything, offset: 0, limit: 4 });
    for (const [index, tile] of tiles.entries()) {
      const picture = await studio.pictures.thumbnail(tile.id, 256);
      if ('error' in picture) throw new Error(picture.error.message);
      expect(picture.ok.version).toBe(tile.version);
      const { data } = await sharp(picture.ok.bytes)
        .extractChannel(0)
        .raw()
        .toBuffer({ resolveWithObject: true });
      for (const point of tile.points) {
        const [x, y] = [Math.floor(point![0] * 256), Math.floor(point![1] * 256)];
        expect(data[y * 256 + x]).toBeGreaterThan(215);
      }
      const whole = await studio.pictures.image(tile.id, 512);
      if ('error' in whole) throw new Error(whole.error.message);
      const image = await sharp(whole.ok.bytes).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
      expect([image.info.width, image.info.height]).toEqual([120, 110]);
      for (const [x, y] of drawnPoints(index)) expect(image.data[y * 120 + x]).toBeGreaterThan(215);
    }
  });
});
