import { annotate } from './annotate';
import { desktop } from './desktop';
import { domain } from './domain';
import { failures, phases } from './failures';
import { library, welcome } from './library';
import { shell } from './shell';

export default {
  ...shell,
  ...welcome,
  ...library,
  ...annotate,
  ...desktop,
  ...domain,
  ...failures,
  ...phases,
};
