import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { meshPointIds, meshPoints } from '@shared/learning/faceMesh';
import type { RunConfiguration } from '@shared/learning/configuration';
import { teacherHeadName } from '@shared/learning/teacher';
import { interOcularDistances } from '@shared/metrics/landmarks';
import type { EngineEvent } from '../../../../../src/main/learning/engine/protocol';
import { lessonsOf } from '../../../../../src/main/learning/teacher/lessons';
import { backendNames, onBackend } from '../backends/startedBackends';
import { tinyConfiguration } from '../pipeline/tinyRun';
import { drawnTable } from './drawnTable';

const { scheme, attributes } = mtflTemplate;
const taught: RunConfiguration = tinyConfiguration({ teacher: { weight: 0.5 } });

function session(events: EngineEvent[] = []): {
  signal: AbortSignal;
  report: (event: EngineEvent) => void;
} {
  return { signal: new AbortController().signal, report: (event) => events.push(event) };
}

describe('the lessons of a run without a teacher', () => {
  it('are its own labels', async () => {
    const faces = await drawnTable(1);
    const { teacher: _teacher, ...configuration } = taught;
    const lessons = await lessonsOf({ configuration, scheme, attributes }, faces, session());
    expect(lessons.faces).toBe(faces);
    expect(lessons.configuration).toBe(configuration);
    expect(lessons.scheme).toBe(scheme);
  });
});

describe.each(backendNames)('the lessons of a teacher, on %s', (backend) => {
  it('are points where they lie in the image, behind the labelled ones, as a head more', async () => {
    await onBackend(backend, async () => {
      const faces = await drawnTable(12, 1);
      const events: EngineEvent[] = [];
      const context = { configuration: taught, scheme, attributes };
      const lessons = await lessonsOf(context, faces, session(events));
      expect(lessons.configuration.heads.map(({ name, weight }) => [name, weight])).toEqual([
        ['landmarks', 1],
        ['pose', 0.3],
        [teacherHeadName, 0.5],
      ]);
      expect(lessons.scheme.points.slice(5).map(({ id }) => id)).toEqual(meshPointIds);
      const width = 5 + meshPoints.length;
      const distances = interOcularDistances(faces.points, faces.visibility, scheme);
      let seen = 0;
      for (let row = 0; row < 12; row += 1) {
        expect(lessons.faces.points.slice(row * width * 2, row * width * 2 + 10)).toEqual(
          faces.points.slice(row * 10, row * 10 + 10),
        );
        if (lessons.faces.visibility[row * width + 5] === 0) continue;
        // The corners of the mouth, which MTFL labels as well.
        const errors = [61, 291].map((number, corner) => {
          const mesh = (row * width + 5 + meshPoints.indexOf(number)) * 2;
          const labelled = (row * 5 + 3 + corner) * 2;
          return Math.hypot(
            lessons.faces.points[mesh]! - faces.points[labelled]!,
            lessons.faces.points[mesh + 1]! - faces.points[labelled + 1]!,
          );
        });
        seen += 1;
        // Drawn faces are no photos: a mesh is about where they are.
        expect(Math.max(...errors) / distances[row]!).toBeLessThan(0.7);
      }
      expect(seen).toBeGreaterThanOrEqual(6);
      // Of nothing at all no mesh is seen, and nothing is to be learnt.
      expect(lessons.faces.visibility.slice(12 * width).every((visible) => visible === 0)).toBe(true);
      expect(events.at(-1)).toEqual({
        type: 'progress',
        phase: 'looking at face meshes',
        done: 13,
        total: 13,
      });
    });
  });

  it('are labels that give way to what is seen, where a run wants that and it tells something', async () => {
    await onBackend(backend, async () => {
      const table = await drawnTable(40);
      // Whether a mouth is wide, which the mesh sees.
      const widths = Array.from({ length: 40 }, (_, row) => {
        const [left, right] = [table.points[row * 10 + 6]!, table.points[row * 10 + 8]!];
        return right - left;
      });
      const middle = widths.toSorted((a, b) => a - b)[20]!;
      const smile = Float32Array.from(widths, (width) => (width >= middle ? 1 : 0));
      const faces = { ...table, attributes: { smile } };
      const head = {
        name: 'smile',
        kind: 'multi-class',
        target: { from: 'attribute', attribute: 'smile' },
        weight: 1,
      };
      const configuration = { ...taught, heads: [...taught.heads, head] } as RunConfiguration;
      const softened = { ...configuration, teacher: { weight: 0.5, softens: ['smile'] } };
      const plain = await lessonsOf({ configuration, scheme, attributes }, faces, session());
      expect(plain.faces.beliefs).toEqual({});
      const lessons = await lessonsOf({ configuration: softened, scheme, attributes }, faces, session());
      const believed = lessons.faces.beliefs!['smile']!;
      expect(believed).toHaveLength(80);
      const told = [...smile.keys()].filter((row) => !Number.isNaN(believed[row * 2]!));
      expect(told.length).toBeGreaterThan(20);
      for (const row of told) {
        expect(believed[row * 2 + smile[row]!]).toBeGreaterThan(0.5);
        expect(believed[row * 2 + smile[row]!]).toBeLessThan(1);
      }
      // What somebody has said stays.
      expect(lessons.faces.attributes).toBe(faces.attributes);
    });
  });

  it('end where a person stops them', async () => {
    await onBackend(backend, async () => {
      const faces = await drawnTable(1);
      const signal = AbortSignal.abort(new Error('enough'));
      const context = { configuration: taught, scheme, attributes };
      await expect(lessonsOf(context, faces, { ...session(), signal })).rejects.toThrow('enough');
    });
  });
});
