import type { Problem } from '@shared/contract/jobs';
import type { ImportFormat } from '@shared/contract/labels';
import { notLabelled } from '@shared/domain/face';
import { mtflTemplate, type Template } from '@shared/domain/template';
import type { ImportedFace, SaidLabels } from '../project/faces/importRepository';

/** What a format's faces are labelled with. Photos have no labels. */
const templateOf = (format: ImportFormat): Template | null => (format === 'mtfl' ? mtflTemplate : null);

/**
 * Brings a format's labels to what the project labels: points and attributes are known by their id, a point also by
 * an alias. What the project does not label is left out and said once; what the format lacks is not labelled.
 */
export class TemplateFit {
  /** For each point of the project, its place in the format's list; -1 for none. */
  private readonly places: readonly number[];
  private readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly leftOut: readonly string[];
  private readonly said: SaidLabels;

  constructor(format: ImportFormat, project: Template) {
    const own = templateOf(format);
    const points = own?.scheme.points ?? [];
    this.places = project.scheme.points.map(({ id, aliases }) => {
      const exact = points.findIndex((point) => point.id === id);
      return exact >= 0
        ? exact
        : points.findIndex((point) => point.aliases.includes(id) || aliases.includes(point.id));
    });
    this.values = new Map(
      project.attributes.map(({ id, values }) => [id, new Set(values.map((value) => value.id))]),
    );
    const attributes = (own?.attributes ?? []).filter(({ id }) => !this.values.has(id));
    const missing = points.filter((_, place) => !this.places.includes(place));
    this.leftOut = [...missing, ...attributes].map(({ name }) => name);
    this.said = {
      points: this.places.some((place) => place >= 0),
      box: false,
      split: own !== null,
      attributes: (own?.attributes ?? []).map(({ id }) => id).filter((id) => this.values.has(id)),
    };
  }

  fit(face: ImportedFace): ImportedFace {
    return {
      ...face,
      said: this.said,
      landmarks: this.places.map((place) => face.landmarks[place] ?? notLabelled),
      attributes: Object.fromEntries(
        Object.entries(face.attributes).filter(
          ([id, label]) => typeof label === 'string' && this.values.get(id)?.has(label),
        ),
      ),
    };
  }

  problems(path: string): Problem[] {
    if (this.leftOut.length === 0) return [];
    const reason = `the project does not label ${this.leftOut.join(', ')}: left out`;
    return [{ file: path, code: 'not-in-template', reason }];
  }
}
