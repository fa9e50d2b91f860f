import type { Run } from './simulation.ts';
import type { Counts } from './tally.ts';

/** The table of a run. */
export function report({ tally, digest }: Run): string {
  const rows: [string, number][] = [
    ['expected', tally.expected],
    ['sent once', tally.sentOnce],
    ['lost', tally.lost],
    ['of these dropped without a reason', tally.unexplained],
    ['doubled', tally.doubled],
    ['on the wrong local day', tally.wrongDay],
    ['early', tally.early],
    ['after its last instant', tally.tooLate],
    ['not wanted', tally.unwanted],
    ['late (over 10 minutes)', tally.late],
    ['all messages', tally.sent],
    ['ticks', tally.ticks],
  ];
  return [
    table(rows),
    section('dropped by rule (what kept it from being sent)', tally.byRule),
    section('dropped for another reason', tally.byReason),
    section("by the machine's wrong clock, counted apart", tally.byClock),
    section('days people changed themselves: none or one', tally.free),
    section('put off by an hour', tally.snoozes),
    section('crashes and restarts', tally.crashes),
    section('faults', tally.faults),
    section('what people did', tally.lived),
    section('what messages asked', tally.questions),
    section('how deliveries ended, by the bot', tally.ended),
    section('logged', tally.logged),
    'Days of people who never answer, and of those with the fourteen days, are expected as their record has them at local midnight.',
    ...tally.wrongs.map(wrong => `WRONG ${wrong}`),
    `digest ${digest}`,
  ].join('\n');
}

/** Whether nothing happened that must not. */
export function isGood({ tally }: Run): boolean {
  const { lost, doubled, wrongDay, early, tooLate, unwanted, unexplained } = tally;
  return lost + doubled + wrongDay + early + tooLate + unwanted + unexplained === 0;
}

const section = (title: string, counts: Counts): string =>
  `\n${title}\n${table([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))}`;

const table = (rows: readonly (readonly [string, number])[]): string =>
  rows.length === 0 ? '  none' : rows.map(([what, times]) => `  ${what.padEnd(60)} ${times}`).join('\n');
