import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AnswerOutcome, Metrics } from '../core/ports.ts';
import type { Outcome } from '../nudges/job.ts';
import { isLate } from '../nudges/lateness.ts';
import type { Command } from '../router/command.ts';
import type { StoreFault } from '../store/errors.ts';

/** What is counted, as Prometheus reads it. */
export interface KeptMetrics extends Metrics {
  text(): Promise<string>;
  contentType: string;
}

export interface MetricsParts {
  /** The commands there are: what is asked for by any other name counts as `unknown`. */
  commands: Iterable<Command>;
  /** How many deliveries wait to be sent. */
  waiting: () => number;
}

/** Counts in a registry of its own, beside what the process says of itself. Every label comes from a closed list. */
export function createMetrics({ commands, waiting }: MetricsParts): KeptMetrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const labels = labelsOf(commands);
  const command = (name: string) => labels.get(name) ?? unknown;

  const requests = new Counter({
    registers,
    ...of('requests_total', 'Requests by command and outcome', 'command', 'outcome'),
  });
  const firstAnswer = new Histogram({
    registers,
    ...of('first_answer_seconds', 'From a request to its first answer', 'command'),
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3],
  });
  const deferrals = new Counter({
    registers,
    ...of('deferrals_total', 'Answers that took too long to come at once', 'command'),
  });
  const due = new Counter({ registers, ...of('nudges_due_total', 'Deliveries that became due') });
  const ended = new Counter({ registers, ...of('nudges_total', 'Deliveries by how they ended', 'outcome') });
  const undeliverable = new Counter({
    registers,
    ...of('undeliverable_total', "Discord's words that nothing can be written there, by its code", 'code'),
  });
  const late = new Counter({
    registers,
    ...of('nudges_late_total', 'Deliveries sent over ten minutes late'),
  });
  const delay = new Histogram({
    registers,
    ...of('nudge_delay_seconds', 'From when a delivery was meant to when it was sent'),
    buckets: [1, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 10_800, 43_200],
  });
  const store = new Histogram({
    registers,
    ...of('store_seconds', 'How long the store took, failures too', 'kind'),
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5],
  });
  const storeErrors = new Counter({
    registers,
    ...of('store_errors_total', 'Failures of the store', 'kind', 'why'),
  });
  new Gauge({
    registers,
    ...of('nudges_waiting', 'Deliveries that wait to be sent'),
    collect() {
      this.set(waiting());
    },
  });

  // A count that is not there before its first one hides that one from whoever looks at growth.
  for (const outcome of nudgeOutcomes) ended.inc({ outcome }, 0);
  for (const code of codes) undeliverable.inc({ code }, 0);
  for (const outcome of outcomes)
    for (const name of new Set(labels.values())) requests.inc({ command: name, outcome }, 0);
  for (const kind of ['read', 'write']) for (const why of faults) storeErrors.inc({ kind, why }, 0);

  return {
    answered({ command: name, outcome, ms }) {
      requests.inc({ command: command(name), outcome });
      if (ms !== undefined) firstAnswer.observe({ command: command(name) }, ms / 1000);
    },
    deferred: name => deferrals.inc({ command: command(name) }),
    nudgeDue: () => due.inc(),
    nudgeEnded(outcome, delayMs) {
      ended.inc({ outcome: oneOf(nudgeOutcomes, outcome) });
      if (delayMs === undefined) return;
      delay.observe(Math.max(0, delayMs) / 1000);
      if (isLate(0, delayMs)) late.inc();
    },
    undeliverable: code => undeliverable.inc({ code: oneOf(codes, String(code)) }),
    stored({ kind, ms, why }) {
      store.observe({ kind }, ms / 1000);
      if (why !== undefined) storeErrors.inc({ kind, why: oneOf(faults, why) });
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}

/** A command goes by its own name, whether it is typed, pressed or chosen from a message's menu. */
function labelsOf(commands: Iterable<Command>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { name, message } of commands) {
    labels.set(name, name);
    if (message) labels.set(message.name, name);
  }
  return labels;
}

const of = <L extends string>(name: string, help: string, ...labelNames: L[]) => ({
  name: `steady_${name}`,
  help,
  labelNames,
});

/** Every name of a type, none forgotten. */
function named<T extends string>(all: Readonly<Record<T, 1>>): readonly string[] {
  return Object.keys(all);
}

const oneOf = (known: readonly string[], name: string) => (known.includes(name) ? name : unknown);

const unknown = 'unknown';
const outcomes = named<AnswerOutcome>({ answered: 1, refused: 1, store: 1, failed: 1, late: 1 });
const nudgeOutcomes = named<Outcome>({
  sent: 1,
  found: 1,
  unknown: 1,
  gone: 1,
  rejected: 1,
  unreadable: 1,
  late: 1,
  paused: 1,
  stopped: 1,
  changed: 1,
});
/** Unknown channel and user; missing access and permissions; cannot send to this user; no server in common. */
const codes: readonly string[] = ['10003', '10013', '50001', '50007', '50013', '50278'];
const faults = named<StoreFault>({ away: 1, full: 1, locked: 1, slow: 1, refused: 1, failed: 1 });
