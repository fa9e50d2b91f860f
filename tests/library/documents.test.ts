import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/library/faults.ts';
import { createDocuments } from '../../src/library/parse.ts';

const twice = 'a: 1\na: 2\n';

describe('documents', () => {
  it('read a text once, and anew when it has changed', () => {
    const documents = createDocuments();
    const first = documents.yaml('a.yaml', 'a: 1', []);
    expect(documents.yaml('a.yaml', 'a: 1', [])).toBe(first);
    expect(documents.yaml('a.yaml', 'a: 2', []).data).toEqual({ a: 2 });
    expect(documents.yaml('b.yaml', 'a: 1', [])).toMatchObject({ file: 'b.yaml', data: { a: 1 } });
    const page = documents.markdown('a.md', '---\na: 1\n---\nWords.', []);
    expect(documents.markdown('a.md', '---\na: 1\n---\nWords.', [])).toBe(page);
    expect(documents.markdown('a.md', '---\na: 1\n---\nOthers.', []).parts[0]?.lines[0]?.text).toBe(
      'Others.',
    );
  });

  it('name the faults of a text whenever it is asked for, each once', () => {
    const documents = createDocuments();
    const read = (text: string) => {
      const faults: Fault[] = [];
      documents.yaml('a.yaml', text, faults);
      return faults;
    };
    expect(read(twice)).toEqual([
      { file: 'a.yaml', line: 2, message: expect.stringMatching(/^expected YAML/) },
    ]);
    expect(read(twice)).toEqual(read(twice));
    expect(read('a: 1')).toEqual([]);
  });
});
