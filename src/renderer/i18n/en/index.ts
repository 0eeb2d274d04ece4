import { annotate } from './annotate';
import { domain } from './domain';
import { failures, phases } from './failures';
import { library, welcome } from './library';
import { predict } from './predict';
import { shell } from './shell';

export default {
  ...shell,
  ...welcome,
  ...library,
  ...annotate,
  ...predict,
  ...domain,
  ...failures,
  ...phases,
};
