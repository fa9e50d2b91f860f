import type { Gateway } from '../discord/gateway.ts';
import type { NudgeWorks } from '../nudges/nudges.ts';
import type { Running } from '../nudges/running.ts';
import type { Store } from '../store/open.ts';
import { type Check, held } from './readiness.ts';

/** What is looked at to tell whether people are served; it comes one after the other. */
export interface Works {
  nudges?: NudgeWorks;
  gateway?: Gateway;
  running?: Running;
}

/** What has to work, in the order it is told. */
export function checksOf(store: Store, works: Works, transport: 'gateway' | 'endpoint'): Check[] {
  return [
    {
      name: transport,
      trouble: () => (works.gateway ? works.gateway.trouble() : 'not connected'),
      well: () => (works.gateway?.isWorker?.() ? 'worker' : 'ok'),
    },
    held({ name: 'store', trouble: () => store.check().then(() => undefined) }),
    {
      name: 'ticker',
      trouble: () => ((works.running?.sinceTick() ?? Infinity) > tickWithinMs ? 'no tick' : undefined),
    },
    {
      name: 'sending',
      trouble: () => {
        const why = works.nudges?.state().stopped;
        return why && `stopped: ${why}`;
      },
    },
  ];
}

/** Three ticks. */
const tickWithinMs = 30 * 1000;
