import type { Attribute } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { Template } from '@shared/domain/template';
import type { Database } from './database';
import { parsed } from './json';
import { PointColumns } from './pointColumns';

/**
 * What the project labels now. The project's parts are made once and a person changes the template under them: they
 * hold this one, and it is always the current.
 */
export class ProjectTemplate implements Template {
  private known: Template;
  private knownColumns: PointColumns;

  /** `missing` answers for a database without a template. */
  constructor(
    private readonly database: Database,
    private readonly missing: () => never,
  ) {
    [this.known, this.knownColumns] = this.stored();
  }

  /** Plain data, for whoever takes it away. */
  get current(): Template {
    return this.known;
  }
  get id(): string {
    return this.known.id;
  }
  get scheme(): LandmarkScheme {
    return this.known.scheme;
  }
  get attributes(): readonly Attribute[] {
    return this.known.attributes;
  }
  /** Where the points are in what is stored of a face. */
  get columns(): PointColumns {
    return this.knownColumns;
  }

  /** To be called in a transaction; what the window asks for is in the database then, or never was. */
  replace(template: Template): void {
    const columns = this.knownColumns.with(template.scheme);
    this.database.run(
      'UPDATE project SET template = ?, point_columns = ?',
      JSON.stringify(template),
      JSON.stringify(columns.ids),
    );
    this.known = template;
    this.knownColumns = columns;
  }

  /** What another process has written, or a transaction that failed has taken back. */
  readAgain(): void {
    [this.known, this.knownColumns] = this.stored();
  }

  private stored(): [Template, PointColumns] {
    const row = this.database.first('SELECT template, point_columns FROM project') ?? this.missing();
    const template = parsed<Template>(row['template'])!;
    const ids = parsed<readonly string[]>(row['point_columns']);
    return [template, new PointColumns(ids ?? template.scheme.points.map(({ id }) => id))];
  }
}
