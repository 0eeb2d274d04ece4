import { annotate } from './annotate';
import { chart } from './chart';
import { domain } from './domain';
import { failures, phases } from './failures';
import { inspect } from './inspect';
import { library, welcome } from './library';
import { shell } from './shell';

export default {
  ...shell,
  ...welcome,
  ...library,
  ...annotate,
  ...domain,
  ...chart,
  ...inspect,
  ...failures,
  ...phases,
};
