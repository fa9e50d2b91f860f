/** How often each thing happened. */
export type Counts = Map<string, number>;

/** All that is counted in a run. */
export interface Tally {
  /** Days on which a message had to come, and what came of them. */
  expected: number;
  sentOnce: number;
  lost: number;
  doubled: number;
  wrongDay: number;
  early: number;
  late: number;
  /** Sent after the last instant the rules allow. */
  tooLate: number;
  /** Sent for a day on which nothing was wanted. */
  unwanted: number;
  /** Dropped as too late, with no trouble to show for it; counted as lost too. */
  unexplained: number;
  /** Not sent because of a rule, by rule; and for another reason, by reason. */
  byRule: Counts;
  byReason: Counts;
  /** Early, late or on another day because the machine's own clock was wrong. */
  byClock: Counts;
  /** Days that people changed themselves: none or one may come. */
  free: Counts;
  snoozes: Counts;
  crashes: Counts;
  faults: Counts;
  lived: Counts;
  /** Messages that are no opening of a day, by what they ask. */
  questions: Counts;
  /** How deliveries ended, as the bot tells it; and what it logged. */
  ended: Counts;
  logged: Counts;
  sent: number;
  ticks: number;
  /** The first things that must not happen, in words. */
  wrongs: string[];
}

export function createTally(): Tally {
  const counts = () => new Map<string, number>();
  return {
    expected: 0,
    sentOnce: 0,
    lost: 0,
    doubled: 0,
    wrongDay: 0,
    early: 0,
    late: 0,
    tooLate: 0,
    unwanted: 0,
    unexplained: 0,
    byRule: counts(),
    byReason: counts(),
    byClock: counts(),
    free: counts(),
    snoozes: counts(),
    crashes: counts(),
    faults: counts(),
    lived: counts(),
    questions: counts(),
    ended: counts(),
    logged: counts(),
    sent: 0,
    ticks: 0,
    wrongs: [],
  };
}

export function count(counts: Counts, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Keeps the first few of what must not happen, to look into. */
export function noteWrong({ wrongs }: Tally, what: string): void {
  if (wrongs.length < mostWrongs) wrongs.push(what);
}

const mostWrongs = 40;
