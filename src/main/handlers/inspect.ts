import { evaluationViews, headInsightView } from '../inspection/evaluations';
import { mistakesOf } from '../inspection/mistakes';
import type { HandlersOf, OpenProject } from './room';

/** What is to be learnt from evaluations. */
export function inspectHandlers(open: OpenProject): HandlersOf<'inspect'> {
  return {
    'inspect.evaluations': ({ run }) => evaluationViews(open.current, run),
    'inspect.head': (wanted) => headInsightView(open.current, wanted),
    'inspect.mistakes': (wanted) => mistakesOf(open.current, open.library, wanted),
  };
}
