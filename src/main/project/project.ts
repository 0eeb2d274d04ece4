import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Template, mtflTemplate } from '@shared/domain/template';
import { templateProblems } from '@shared/domain/templateCheck';
import { fail, failureOf } from '@shared/result';
import { ChangeFeed } from './changes';
import { Database, numberIn } from './database';
import { FaceLists } from './faceLists';
import { FaceRepository } from './faces/faceRepository';
import { FacetRepository } from './faces/facetRepository';
import { ImportRepository } from './faces/importRepository';
import { makeFolder } from './folders';
import { Journal } from './journal';
import { checkVersion, migrate, migrations } from './migrations';
import { EvaluationRepository } from './results/evaluationRepository';
import { ProjectTemplate } from './projectTemplate';
import { PredictionRepository } from './results/predictionRepository';
import { RunRepository } from './results/runRepository';
import { ProjectSettings } from './settings';
import { SourceRepository } from './sources';
import { WriterLock } from './writerLock';

export type ProjectMode = 'write' | 'read';

/**
 * A project on disk: `project.db`, `runs/<id>/`, and `cache/`, which may be deleted at any time. One process
 * writes at a time, any number read. The images are elsewhere and never written.
 */
export class Project {
  readonly folder: string;
  readonly sources: SourceRepository;
  readonly imports: ImportRepository;
  readonly faces: FaceRepository;
  readonly facets: FacetRepository;
  readonly journal: Journal;
  readonly runs: RunRepository;
  readonly evaluations: EvaluationRepository;
  readonly predictions: PredictionRepository;
  readonly settings: ProjectSettings;
  readonly lists: FaceLists;
  /** Tells what this process commits. */
  readonly changes = new ChangeFeed();
  private readonly currentTemplate: ProjectTemplate;
  /** What was made for it by this process: its folder too, or only the files in it; null for one that was there. */
  madeNow: 'folder' | 'files' | null = null;

  constructor(
    folder: string,
    private readonly database: Database,
    private readonly lock: WriterLock | null,
  ) {
    this.folder = folder;
    this.settings = new ProjectSettings(folder);
    this.lists = new FaceLists(folder, this.changes);
    const template = new ProjectTemplate(database, () => failEmpty(database));
    this.currentTemplate = template;
    this.sources = new SourceRepository(database, folder);
    this.imports = new ImportRepository(database, template, this.changes);
    this.faces = new FaceRepository(
      database,
      template,
      this.imports,
      (sourceId) => this.sources.get(sourceId).folder,
    );
    this.facets = new FacetRepository(database, template);
    this.journal = new Journal(database, template, this.imports, this.changes);
    this.runs = new RunRepository(
      database,
      template,
      folder,
      lock !== null || WriterLock.isHeld(folder),
      this.changes,
    );
    this.evaluations = new EvaluationRepository(database, this.runs, this.changes);
    this.predictions = new PredictionRepository(database, this.runs, this.changes);
  }

  get mode(): ProjectMode {
    return this.lock ? 'write' : 'read';
  }

  /** What is labelled here: the landmark scheme and the attributes, as they are now. */
  get template(): Template {
    return this.currentTemplate.current;
  }

  /** Made on first use. */
  get cacheFolder(): string {
    const folder = join(this.folder, 'cache');
    makeFolder(folder);
    return folder;
  }

  /** Another number whenever another process has written to the project; `changes` tells of this one only. */
  outsideVersion(): number {
    return numberIn(this.database.first('PRAGMA data_version'));
  }

  /** To be called when `outsideVersion` has become another. */
  readAgain(): void {
    this.currentTemplate.readAgain();
  }

  close(): void {
    this.database.close();
    this.lock?.release();
  }
}

/** For longer than another process needs to bring a project up to date. */
const othersUpdateMs = 2_000;

/** Fails with `project-exists`, or `template-invalid`. */
export function createProject(folder: string, template: Template = mtflTemplate): Project {
  return create(folder, template, 'refuse');
}

/**
 * Fails with `project-missing`, `not-a-project`, `project-corrupt`, `project-newer`; for writing with
 * `project-locked`; for reading with `project-older` where it cannot be brought up to date now.
 */
export function openProject(folder: string, { mode }: { readonly mode: ProjectMode }): Project {
  const absolute = resolve(folder);
  if (!existsSync(databaseFile(absolute))) {
    fail(
      'project-missing',
      `${absolute} is no Facet project: it holds no project.db. Create one, or check the path.`,
    );
  }
  if (mode === 'write') return openForWriting(absolute, failEmpty);
  return openForReading(absolute) ?? openBroughtUpToDate(absolute);
}

/** Opens the project for writing, with `template` for one that is made now. */
export function openOrCreateProject(folder: string, template: Template = mtflTemplate): Project {
  return create(folder, template, 'open');
}

function create(folder: string, template: Template, existing: 'refuse' | 'open'): Project {
  const [problem] = templateProblems(template);
  if (problem !== undefined) fail('template-invalid', `The project’s template cannot be used. ${problem}`);
  const absolute = resolve(folder);
  const wasThere = existsSync(absolute);
  makeFolder(absolute);
  let isNew = false;
  const project = openForWriting(absolute, (database) => {
    isNew = true;
    writeTemplate(database, template);
  });
  if (isNew) project.madeNow = wasThere ? 'files' : 'folder';
  if (isNew || existing === 'open') return project;
  project.close();
  return fail('project-exists', `${absolute} already holds a project. Open it, or choose another folder.`);
}

/** `fill` is called for an empty database, in the transaction that makes its tables. */
function openForWriting(folder: string, fill: (database: Database) => void, waitMs?: number): Project {
  const lock = WriterLock.acquire(folder, waitMs);
  let database: Database | undefined;
  try {
    database = new Database(databaseFile(folder), { readOnly: false });
    const version = checkVersion(database);
    // Every commit reaches the disk before it counts as done: labels outlive a power cut, too.
    database.execute('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    if (version > 0) migrate(database);
    else makeTables(database, fill);
    const project = new Project(folder, database, lock);
    project.runs.interruptAbandoned();
    project.runs.settleDeletions();
    return project;
  } catch (thrown) {
    database?.close();
    lock.release();
    throw thrown;
  }
}

function makeTables(database: Database, fill: (database: Database) => void): void {
  database.transaction(() => {
    migrate(database);
    fill(database);
  });
}

/** A project of an older version is brought up to date by whoever opens it first; who comes second waits. Fails with `project-older`. */
function openBroughtUpToDate(folder: string): Project {
  try {
    openForWriting(folder, failEmpty, othersUpdateMs).close();
    return openForReading(folder)!;
  } catch (thrown) {
    // Whoever writes may have done it meanwhile, and go on writing.
    const updated = openForReading(folder);
    if (updated) return updated;
    const { message } = failureOf(thrown);
    return fail(
      'project-older',
      `${folder} was made by an older version of Facet, and cannot be brought up to date now: ${message}`,
    );
  }
}

/** Null for a project of an older version. */
function openForReading(folder: string): Project | null {
  const database = new Database(databaseFile(folder), { readOnly: true });
  try {
    const version = checkVersion(database);
    if (version === 0) failEmpty(database);
    if (version === migrations.length) return new Project(folder, database, null);
    database.close();
    return null;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function failEmpty(database: Database): never {
  return fail('not-a-project', `${database.file} is empty. Create the project anew.`);
}

function writeTemplate(database: Database, template: Template): void {
  database.run(
    'INSERT INTO project (id, template, created_at) VALUES (1, ?, ?)',
    JSON.stringify(template),
    new Date().toISOString(),
  );
}

function databaseFile(folder: string): string {
  return join(folder, 'project.db');
}
