import { annotate } from './annotate';
import { domain } from './domain';
import { failures, phases } from './failures';
import { library, welcome } from './library';
import { settings } from './settings';
import { shell } from './shell';

export default {
  ...shell,
  ...welcome,
  ...library,
  ...annotate,
  ...settings,
  ...domain,
  ...failures,
  ...phases,
};
