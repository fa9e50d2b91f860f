import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { checkContent } from '../../src/library/check/check.ts';
import { loadLibrary } from '../../src/library/load.ts';
import type { Library } from '../../src/library/schema.ts';
import type { Group, Item, View } from '../../src/playground/preview/contract.ts';
import { createPreview } from '../../src/playground/preview/preview.ts';
import { adding, CONTENT, contentWith, type Edit, replacing } from '../library/content-copy.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

const sourceOf = (library: Library) => ({ current: () => library, readings: () => 1, isWatched: false });

async function previewOf(content: string) {
  const source = sourceOf(await loadLibrary(content));
  return createPreview({ words: () => source, content, now: () => NOW });
}

/** The view of a copy with these files changed. */
async function viewWith(edits: Record<string, Edit>, language = 'en'): Promise<View> {
  return (await previewOf(await contentWith(edits))).view({ language });
}

const itemsOf = ({ groups }: Pick<View, 'groups'>): Item[] =>
  groups.flatMap(({ parts }) => parts.flatMap(({ items }) => items));
const groupOf = (view: View, id: string): Group => {
  const found = view.groups.find(group => group.id === id);
  if (!found) throw new Error(`expected a group ${id}, came none`);
  return found;
};
const inGroup = (view: View, id: string) => itemsOf({ groups: [groupOf(view, id)] });
const itemOf = (view: View, anchor: string): Item => {
  const found = itemsOf(view).find(item => item.anchor === anchor);
  if (!found) throw new Error(`expected a text at #${anchor}, came none`);
  return found;
};

describe('the words as those who write them see them', () => {
  let library: Library;
  let view: View;
  beforeAll(async () => {
    library = await loadLibrary(CONTENT);
    view = await (await previewOf(CONTENT)).view({ language: 'en' });
  });

  test('hold everything that the loaded library holds', () => {
    const words = library.words('en');
    const { nudges, feelings, ladder, hardMoment } = words;
    const counts = Object.fromEntries(view.groups.map(({ id }) => [id, inGroup(view, id).length]));
    expect(counts).toEqual({
      explainers: words.topics.length,
      exercises: words.exercises.length,
      'safety-cards': Object.keys(words.cards).length,
      'daily-messages': nudges.checkin.length + nudges.grounding.length + nudges.explainer.length,
      'fourteen-days': nudges.journey.length,
      'help-lines': library.countries.length + library.directories.length,
      feelings: feelings.flatMap(group => group.feelings).length,
      reach: ladder.rungs.flatMap(({ texts }) => texts).length,
      // What comes first, the urges, and the one that is met by a person.
      'hard-moment': 1 + Object.keys(hardMoment.urges).length + 1,
      phrases: words.phrases.size,
      sources: library.sources.flatMap(({ sections }) => sections).length,
    });
    const shown = JSON.stringify(view);
    const said = [
      ...words.topics.flatMap(({ title, feels, why, help, fact = '' }) => [
        title,
        fact,
        ...[feels, why, help].map(({ text }) => text),
      ]),
      ...words.exercises.flatMap(({ title, steps, caution = '', fact = '' }) => [
        title,
        caution,
        fact,
        ...steps,
      ]),
      ...library.countries.flatMap(({ lines }) => lines.flatMap(({ name, phone }) => [name, ...phone])),
      ...ladder.rungs.map(({ text }) => text),
      ...words.phrases.values(),
    ];
    expect(said.length).toBeGreaterThan(900);
    expect(said.filter(text => !shown.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
  });

  test('have a place of its own for each text, and lead only to places there are', () => {
    const anchors = [...view.groups.map(({ id }) => id), ...itemsOf(view).map(({ anchor }) => anchor)];
    expect(new Set(anchors).size).toBe(anchors.length);
    const links = itemsOf(view).flatMap(({ opens, evidence, texts }) => [
      ...opens,
      ...[evidence, ...texts.map(text => text.evidence)].flatMap(one => one?.sections ?? []),
    ]);
    expect(links.length).toBeGreaterThan(300);
    expect(links.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
  });

  test('name each section with its heading, and by each section what rests on it', () => {
    const [feels, , help] = itemOf(view, 'on-edge').texts;
    expect(feels?.evidence).toEqual({
      origin: 'article',
      said: 'From the article.',
      sections: [
        { id: 'A4', heading: 'Identifying Trauma-Based Patterns', anchor: 'section-A4' },
        { id: 'A1', heading: 'How Betrayal Disrupts Emotional Stability', anchor: 'section-A1' },
      ],
    });
    expect(help?.evidence?.origin).toBe('fits-article');
    expect(itemOf(view, 'section-A4').opens.map(({ anchor }) => anchor)).toContain('on-edge');
    const square = itemOf(view, 'exercise-box-breathing');
    expect(square.evidence).toMatchObject({ origin: 'widely-used', said: /widely taught/, sections: [] });
  });

  test('name the file and line where each text stands', async () => {
    const files = new Map<string, string[]>();
    for (const { file } of itemsOf(view).map(({ place }) => place))
      if (!files.has(file)) files.set(file, (await readFile(join(CONTENT, '..', file), 'utf8')).split('\n'));
    const phrase = itemOf(view, 'phrase-help.title');
    const line = (item: Item) => files.get(item.place.file)?.[(item.place.line ?? 0) - 1];
    expect(line(phrase)).toBe(`  title: ${phrase.texts[0]?.text}`);
    expect(line(itemOf(view, 'grounding-hum'))).toContain('id: hum,');
    expect(line(itemOf(view, 'country-DE'))).toContain('code: DE');
    expect(line(itemOf(view, 'section-B4.1'))).toContain('id: B4.1,');
    expect(itemOf(view, 'on-edge').place).toEqual({
      file: 'content/en/explainers/on-edge.md',
      isEnglish: false,
    });
  });

  test('mark a safety card until a clinician has read it, and fill it for a chosen country', async () => {
    const preview = await previewOf(
      await contentWith({
        'en/cards/unclear.md': replacing(
          /reviewed_by:\nreviewed_on:/,
          'reviewed_by: Dr. B\nreviewed_on: 2026-11-01',
        ),
      }),
    );
    const chosen = await preview.view({ language: 'en', country: 'DE' });
    expect(itemOf(chosen, 'card-unclear').todo).toBeUndefined();
    expect(itemOf(chosen, 'card-unclear').facts).toEqual([{ label: 'Read by', value: 'Dr. B, 2026-11-01' }]);
    const card = itemOf(chosen, 'card-self_harm');
    expect(card.todo).toBe('No clinician has read this card yet.');
    expect(card.texts.map(({ label }) => label)).toEqual(['No country chosen', 'Germany']);
    expect(card.texts[0]?.text).toContain('your local emergency number');
    expect(card.texts[1]?.text).toContain('112 (Germany)');
  });

  test('give the age of each number, and mark old ones and those shown no more', () => {
    const [emergency, line] = itemOf(view, 'country-CO').texts;
    expect(emergency).toMatchObject({ text: '123', todo: 'Old: compare it with its page.' });
    expect(line).toMatchObject({ label: 'Línea 106 (Bogotá)', todo: 'Too old to be shown.' });
    expect(line?.facts).toContainEqual({ label: 'Checked', value: '2025-01-01, 22 months ago' });
    const fresh = itemOf(view, 'country-US').texts[1];
    expect(fresh?.todo).toBeUndefined();
    expect(fresh?.facts).toContainEqual({ label: 'Checked', value: '2026-10-07, 1 month ago' });
  });

  test('count the characters of an opening, and say what it opens', () => {
    const hum = itemOf(view, 'grounding-hum');
    expect(hum.facts).toEqual([{ value: `${hum.texts[0]?.text.length} characters` }]);
    expect(hum.opens).toEqual([
      { label: 'Opens', title: 'The furthest sound', anchor: 'exercise-far-sounds' },
    ]);
    expect(itemOf(view, 'day-1').evidence?.sections).toMatchObject([{ id: 'A1' }]);
  });
});

describe('another language', () => {
  test('shows the English text where it has none of its own, and says so', async () => {
    const english = await readFile(join(CONTENT, 'en/explainers/on-edge.md'), 'utf8');
    const view = await viewWith(
      {
        'de/explainers/on-edge.md': () => english.replace('title: On edge', 'title: Unter Strom'),
        'de/ways/on-edge.txt': adding('unter strom'),
        'de/phrases.yaml': () => 'help:\n  title: Wo anfangen\n',
      },
      'de',
    );
    expect(view.languages).toEqual([
      { code: 'en', name: 'English' },
      { code: 'de', name: 'German' },
    ]);
    expect(itemOf(view, 'on-edge')).toMatchObject({
      title: 'Unter Strom',
      place: { file: 'content/de/explainers/on-edge.md', isEnglish: false },
    });
    expect(itemOf(view, 'fear').place).toEqual({ file: 'content/en/explainers/fear.md', isEnglish: true });
    expect(itemOf(view, 'phrase-help.title')).toMatchObject({
      texts: [{ text: 'Wo anfangen' }],
      place: { file: 'content/de/phrases.yaml', line: 2, isEnglish: false },
    });
    expect(itemOf(view, 'phrase-help.intro').place).toMatchObject({
      file: 'content/en/phrases.yaml',
      isEnglish: true,
    });
    expect(itemOf(view, 'day-1').place.isEnglish).toBe(true);
    expect(itemOf(view, 'country-DE').place.isEnglish).toBe(false);
  });
});

describe('the content check beside the words', () => {
  test('says the same as npm run content, and has a row for every graded file', async () => {
    const preview = await previewOf(CONTENT);
    const { report } = await preview.check();
    expect(report).toEqual(await checkContent(CONTENT, { today: '2026-11-22' }));
    const rows = new Set(report?.files.map(({ file }) => file));
    const graded = itemsOf(await preview.view({ language: 'en' })).filter(({ place }) => !place.line);
    expect(graded.length).toBeGreaterThan(70);
    expect(graded.filter(({ place }) => !rows.has(place.file))).toEqual([]);
  });

  test('goes once over the same words, and again over those read anew', async () => {
    const library = await loadLibrary(CONTENT);
    let readings = 1;
    const words = () => ({ ...sourceOf(library), readings: () => readings });
    const preview = createPreview({ words, content: CONTENT, now: () => NOW });
    const [first, again] = [preview.check(), preview.check()];
    expect(again).toBe(first);
    const before = preview.version();
    readings += 1;
    expect(preview.version()).not.toBe(before);
    expect((await preview.check()).version).toBe(preview.version());
    expect(preview.check()).not.toBe(first);
  });

  test('is left out, and the words are not, where the packages for developers are not installed', async () => {
    const root = packageRoot(import.meta.url);
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', WITHOUT_SYLLABLES], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual({ hasReport: false, groups: 11 });
  });
});

test('the shown folders are those of content/', async () => {
  const folders = await readdir(join(CONTENT, 'en'));
  // What nobody is shown, or what the content check reads itself.
  const unseen = ['alarms', 'crisis.yaml', 'elsewhere.txt', 'rules.yaml', 'words.yaml', 'ways'];
  const view = await (await previewOf(CONTENT)).view({ language: 'en' });
  const places = [...itemsOf(view).map(({ place }) => place), ...view.groups.flatMap(({ files }) => files)];
  const shown = new Set(places.map(({ file }) => file.split('/')[2]));
  expect(folders.filter(name => !shown.has(name)).sort()).toEqual(unseen.sort());
});

/** A process of its own in which one of these packages cannot be found. */
const WITHOUT_SYLLABLES = `
  import { register } from 'node:module';
  const hooks = "export const resolve = (name, context, next) => {" +
    "if (name !== 'syllable') return next(name, context);" +
    "throw Object.assign(new Error('none'), { code: 'ERR_MODULE_NOT_FOUND' }); };";
  register('data:text/javascript,' + encodeURIComponent(hooks));
  const { loadLibrary } = await import('./dist/src/library/load.js');
  const { createPreview } = await import('./dist/src/playground/preview/preview.js');
  const library = await loadLibrary('content');
  const words = () => ({ current: () => library, readings: () => 1, isWatched: false });
  const preview = createPreview({ words, content: 'content' });
  const { groups } = await preview.view({ language: 'en' });
  const { report } = await preview.check();
  console.log(JSON.stringify({ hasReport: report !== undefined, groups: groups.length }));
`;
