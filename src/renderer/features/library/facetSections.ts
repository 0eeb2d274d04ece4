import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FacetCount, LibraryFacets } from '@shared/contract/library';
import { useNames } from '../../i18n/names';
import { useChosenRun } from '../../stores/chosenRun';
import { folderName, useProject } from '../../stores/project';
import { shownValues } from '../annotate/valueChoice';
import { isChosen, stateFlags } from './filters';
import { useLibrary } from './store';

export interface FacetRow {
  readonly value: string | null;
  readonly name: string;
  /** The whole of a name that is cut short. */
  readonly title?: string;
  readonly faces: number;
  /** Of the facet's faces, 0…1. */
  readonly share: number;
  readonly chosen: boolean;
}

export interface FacetSectionView {
  readonly facet: string;
  readonly name: string;
  readonly rows: readonly FacetRow[];
}

/** The facets as the panel shows them: what no face has and nobody asked for is left out. */
export function useFacetSections(): ComputedRef<FacetSectionView[]> {
  const { t } = useI18n();
  const names = useNames();
  const library = useLibrary();
  const project = useProject();
  const chosenRun = useChosenRun();

  function section(
    facet: string,
    name: string,
    counts: readonly (FacetCount & { readonly name: string; readonly title?: string })[],
    of?: number,
  ): FacetSectionView {
    const whole = Math.max(1, of ?? counts.reduce((sum, { faces }) => sum + faces, 0));
    const rows = counts
      .map((count) => ({
        ...count,
        share: Math.min(1, count.faces / whole),
        chosen: isChosen(library.query.filter, { facet, value: count.value }),
      }))
      .filter(({ faces, chosen }) => faces > 0 || chosen);
    return { facet, name, rows };
  }

  function attributes(facets: LibraryFacets): FacetSectionView[] {
    return (project.template?.attributes ?? []).flatMap((attribute) => {
      const counts = facets.attributes[attribute.id];
      if (!counts) return [];
      const facesOf = new Map(counts.map(({ value, faces }) => [value, faces]));
      const values = [...shownValues(attribute).map(({ id }) => id), null];
      const named = values.map((value) => ({
        value,
        faces: facesOf.get(value) ?? 0,
        name: names.valueName(attribute, value),
      }));
      return [section(`is.${attribute.id}`, names.attributeName(attribute), named)];
    });
  }

  function contradicted(facets: LibraryFacets): FacetSectionView {
    const run = library.query.filter.contradicted?.run ?? chosenRun.name;
    const heads = Object.entries(facets.contradicted).map(([head, faces]) => ({
      value: head,
      faces,
      name: names.headName(head),
      title: t('library.facet.contradictsText'),
    }));
    const name = run ? t('library.facet.contradictsOf', { run }) : t('library.facet.contradicts');
    return section('contradicts', name, heads, facets.total);
  }

  return computed(() => {
    const { facets } = library;
    if (facets === null) return [];
    const states = stateFlags.map((state) => ({
      value: state,
      faces: facets[state],
      name: t(`library.facet.${state}`),
    }));
    const labelled = (['complete', 'partial', 'none'] as const).map((state) => ({
      value: state,
      faces: facets.labelled[state],
      name: t(`library.facet.${state}`),
    }));
    const sources = facets.sources.map(({ sourceId, folder, faces }) => ({
      value: String(sourceId),
      faces,
      name: folderName(folder),
      title: folder,
    }));
    const sections = [
      section(
        'split',
        t('library.facet.split'),
        facets.splits.map((count) => ({ ...count, name: names.splitName(count.value ?? '') })),
      ),
      ...attributes(facets),
      contradicted(facets),
      section('state', t('library.facet.state'), states, facets.total),
      section('labelled', t('library.facet.labelled'), labelled),
      section('source', t('library.facet.source'), sources),
      section(
        'box',
        t('library.facet.box'),
        facets.boxDrawnBy.map((count) => ({ ...count, name: boxName(count.value) })),
      ),
    ];
    const canCompare = chosenRun.name !== null;
    return sections.filter(({ facet, rows }) => rows.length > 0 || (facet === 'contradicts' && canCompare));
  });

  function boxName(value: string | null): string {
    return value === 'image' || value === 'landmarks' || value === 'detector' || value === 'hand'
      ? t(`library.facet.boxBy.${value}`)
      : (value ?? t('common.none'));
  }
}
