import { describe, expect, it } from 'vitest';
import { library } from './shipped.ts';

const { topics, exercises, feelings } = library.words('en');
const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);
const split = (text: string) => text.trim().split(/\s+/);

/** What people feel that the two articles speak of. */
const FELT = split(`
  on-edge body-tension trouble-relaxing trouble-concentrating overthinking shutdown numbness reassurance lost-trust
  relying-risky anger sadness fear shock sudden-shifts disconnected tone-sensitivity reminders logic-not-enough
  lingering-pain weak-or-broken shame self-blame loneliness withdrawing fear-vulnerability boundaries-unclear identity
  catastrophizing worthless-loneliness unmet-needs temptation impulsive waves pressure-to-heal self-trust meaning
`);
/** The commonest nights that the articles do not speak of. */
const BESIDE = ['sleep', 'living-with-them'];
/** What may help. */
const PRACTISED = split(`
  mindful-moment return-to-sensation present-moment listen-to-body boundaries self-security self-compassion name-feeling
  pause-respond recovery-plan prepare-ahead safe-connection notice-pull tiny-experiment fitting-help
  learned-response-reframe signal-reframe waves-reframe needs-values five-senses orienting feet-on-floor body-scan
  self-compassion-break hand-on-heart category-game box-breathing long-exhale muscle-relaxation temperature-mild
`);
/** A heading over numbered steps: it makes no claim of its own. */
const WITHOUT_CLAIMS = ['B4'];

describe('what the articles give', () => {
  it('has a page for each thing people feel, and one for each night the articles leave out', () => {
    expect(ids(topics).sort()).toEqual([...FELT, ...BESIDE].sort());
    expect(FELT).toHaveLength(37);
  });

  it('has a file for each practice, all of them to be played', () => {
    expect(PRACTISED).toHaveLength(30);
    expect(ids(exercises)).toEqual(expect.arrayContaining(PRACTISED));
    for (const { steps } of exercises) expect(steps.length).toBeGreaterThanOrEqual(3);
  });

  it('uses every section that makes a claim', () => {
    const used = new Set([
      ...topics.flatMap(({ feels, why, help }) => [feels, why, help].flatMap(({ sections }) => sections)),
      ...exercises.flatMap(({ sections }) => sections),
    ]);
    const sections = library.sources.flatMap(source => ids(source.sections));
    expect(sections.filter(section => !WITHOUT_CLAIMS.includes(section) && !used.has(section))).toEqual([]);
    expect(sections).toHaveLength(24);
  });

  it('opens an exercise from every page, and has an outward twin for every inward one', () => {
    for (const { practice } of topics) expect(ids(exercises)).toContain(practice);
    const outward = exercises.filter(({ direction }) => direction === 'outward');
    for (const { direction, twin } of exercises) {
      if (direction === 'inward') expect(ids(outward)).toContain(twin);
    }
  });

  it('credits both articles as their authors ask', () => {
    expect(library.sources.map(({ credit }) => credit)).toEqual([
      "rosarioalivia's blog, 16 February 2026",
      'Irma Hot, https://irmica.com',
    ]);
  });
});

describe('the words for feelings', () => {
  const all = feelings.flatMap(group => group.feelings);

  it('are 40 or more in groups, each with a plain line and an exercise', () => {
    expect(all.length).toBeGreaterThanOrEqual(40);
    expect(feelings.length).toBeGreaterThanOrEqual(5);
    for (const { line } of all) expect(line.split(' ').length).toBeLessThanOrEqual(15);
  });

  it('open for a hard feeling only what Steady may offer by itself', () => {
    const offered = new Set(ids(exercises.filter(exercise => exercise.offered)));
    expect(all.filter(({ exercise, topic }) => topic && !offered.has(exercise))).toEqual([]);
  });
});
