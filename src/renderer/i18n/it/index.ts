import { annotate } from './annotate';
import { chart } from './chart';
import { desktop } from './desktop';
import { domain } from './domain';
import { failures, phases } from './failures';
import { inspect } from './inspect';
import { library, welcome } from './library';
import { predict } from './predict';
import { problems } from './problems';
import { settings } from './settings';
import { shell } from './shell';
import { train } from './train';
import { trials } from './trials';

export default {
  ...shell,
  ...welcome,
  ...library,
  ...annotate,
  ...train,
  ...trials,
  ...inspect,
  ...predict,
  ...settings,
  ...desktop,
  ...domain,
  ...chart,
  ...failures,
  ...phases,
  ...problems,
};
