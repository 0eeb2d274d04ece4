import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Checkpoint } from '../../../../../src/main/learning/checkpoints/checkpoint';
import { CheckpointStore } from '../../../../../src/main/learning/checkpoints/store';
import type { EngineEvent } from '../../../../../src/main/learning/engine/protocol';
import type { LoggedEvent } from '../../../../../src/main/learning/estimator/eventLog';
import type { Session } from '../../../../../src/main/learning/estimator/session';

export function temporaryRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function newestCheckpoint(runFolder: string): Checkpoint {
  return new CheckpointStore(runFolder, () => undefined).load('newest');
}

export function loggedEvents(runFolder: string): LoggedEvent[] {
  const lines = readFileSync(join(runFolder, 'events.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as LoggedEvent);
}

/** A session that remembers what it was told, and stops after a step of training when asked to. */
export function recordingSession(stopAfterStep?: number): Session & { readonly events: EngineEvent[] } {
  const events: EngineEvent[] = [];
  const controller = new AbortController();
  return {
    events,
    signal: controller.signal,
    report: (event) => {
      events.push(event);
      if (event.type === 'step' && event.step.globalStep === stopAfterStep) controller.abort();
    },
  };
}
